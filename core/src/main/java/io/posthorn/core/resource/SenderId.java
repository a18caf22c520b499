package io.posthorn.core.resource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A name shown to recipients in one country instead of a number. It sends texts only and receives nothing.
 *
 * @param name what recipients see: 1 to 11 letters, digits and hyphens
 * @param country ISO 3166-1 alpha-2 code of the country whose recipients see it
 * @param messageTypes what it may be used for; at least one
 * @param monthlyLeasingPrice US dollars
 * @param registered whether its registration, where the country wants one, is complete
 * @param registrationId the registration it belongs to, if any
 * @param poolId the pool it is in, if any; then the pool's settings apply
 * @param carrier name of the carrier connection that serves it
 */
public record SenderId(
        String name,
        String country,
        Set<MessageType> messageTypes,
        BigDecimal monthlyLeasingPrice,
        boolean deletionProtection,
        boolean registered,
        @Nullable String registrationId,
        @Nullable String poolId,
        String carrier,
        List<Tag> tags,
        Instant createdAt)
        implements Resource {

    public SenderId {
        messageTypes = Set.copyOf(EnumSet.copyOf(messageTypes));
        tags = List.copyOf(tags);
    }

    /** How a sender id is identified: the same name in two countries is two sender ids. */
    public static String id(String name, String country) {
        return name + "/" + country;
    }

    @Override
    public ResourceKind<SenderId> kind() {
        return ResourceKind.SENDER_ID;
    }

    @Override
    public String id() {
        return id(name, country);
    }

    /**
     * The settings it sends with while it is in no pool: nothing comes in, and recipients are checked against the
     * default list.
     *
     * @param messageType what it is used for
     */
    public IdentitySettings settings(MessageType messageType) {
        return new IdentitySettings(messageType, TwoWay.OFF, false, OptOutList.DEFAULT_NAME);
    }

    /** The same sender id, in the pool {@code id}, or in none. */
    public SenderId inPool(@Nullable String id) {
        return with(deletionProtection, registered, registrationId, id, tags);
    }

    /** The same sender id, guarded against release, or not. */
    public SenderId withDeletionProtection(boolean deletionProtection) {
        return with(deletionProtection, registered, registrationId, poolId, tags);
    }

    /**
     * The same sender id with another standing of its registration.
     *
     * @param id the registration it belongs to, if any
     */
    public SenderId withRegistration(@Nullable String id, boolean registered) {
        return with(deletionProtection, registered, id, poolId, tags);
    }

    /** The same sender id with other tags. */
    public SenderId tagged(List<Tag> tags) {
        return with(deletionProtection, registered, registrationId, poolId, tags);
    }

    private SenderId with(
            boolean deletionProtection,
            boolean registered,
            @Nullable String registrationId,
            @Nullable String poolId,
            List<Tag> tags) {
        return new SenderId(
                name,
                country,
                messageTypes,
                monthlyLeasingPrice,
                deletionProtection,
                registered,
                registrationId,
                poolId,
                carrier,
                tags,
                createdAt);
    }
}
