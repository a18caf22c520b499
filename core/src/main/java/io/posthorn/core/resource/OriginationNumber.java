package io.posthorn.core.resource;

import io.posthorn.core.PhoneNumber;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A phone number leased to an account, to send from.
 *
 * @param id {@code phone-} and 32 hex digits
 * @param country ISO 3166-1 alpha-2 code of the country the number belongs to
 * @param monthlyLeasingPrice US dollars
 * @param poolId the pool it is in, if any; then the pool's settings apply
 * @param carrier name of the carrier connection that serves it
 * @param partsPerSecond its rate, in message parts; {@code null} stands for the rate of its type
 * @param twoWaySupported whether it can receive messages
 */
public record OriginationNumber(
        String id,
        PhoneNumber number,
        NumberStatus status,
        String country,
        Set<Capability> capabilities,
        NumberType type,
        BigDecimal monthlyLeasingPrice,
        IdentitySettings settings,
        boolean internationalSending,
        boolean deletionProtection,
        @Nullable String poolId,
        @Nullable String registrationId,
        String carrier,
        List<Tag> tags,
        Instant createdAt,
        @Nullable Integer partsPerSecond,
        boolean twoWaySupported)
        implements Resource {

    public OriginationNumber {
        capabilities = Set.copyOf(EnumSet.copyOf(capabilities));
        tags = List.copyOf(tags);
    }

    /** A number with the rate of its type that can receive messages. */
    public OriginationNumber(
            String id,
            PhoneNumber number,
            NumberStatus status,
            String country,
            Set<Capability> capabilities,
            NumberType type,
            BigDecimal monthlyLeasingPrice,
            IdentitySettings settings,
            boolean internationalSending,
            boolean deletionProtection,
            @Nullable String poolId,
            @Nullable String registrationId,
            String carrier,
            List<Tag> tags,
            Instant createdAt) {
        this(
                id,
                number,
                status,
                country,
                capabilities,
                type,
                monthlyLeasingPrice,
                settings,
                internationalSending,
                deletionProtection,
                poolId,
                registrationId,
                carrier,
                tags,
                createdAt,
                null,
                true);
    }

    @Override
    public ResourceKind<OriginationNumber> kind() {
        return ResourceKind.PHONE_NUMBER;
    }

    /** The same number, in the pool {@code id}, or in none. */
    public OriginationNumber inPool(@Nullable String id) {
        return with(status, settings, internationalSending, deletionProtection, id, registrationId, tags);
    }

    /** The same number with other settings. */
    public OriginationNumber configured(
            IdentitySettings settings, boolean internationalSending, boolean deletionProtection) {
        return with(status, settings, internationalSending, deletionProtection, poolId, registrationId, tags);
    }

    /** The same number in another part of its life. */
    public OriginationNumber inStatus(NumberStatus status) {
        return with(status, settings, internationalSending, deletionProtection, poolId, registrationId, tags);
    }

    /** The same number, belonging to the registration {@code id}, or to none. */
    public OriginationNumber registeredAs(@Nullable String id) {
        return with(status, settings, internationalSending, deletionProtection, poolId, id, tags);
    }

    /** The same number with other tags. */
    public OriginationNumber tagged(List<Tag> tags) {
        return with(status, settings, internationalSending, deletionProtection, poolId, registrationId, tags);
    }

    /** The same number after the operator has changed what it offers with it. */
    public OriginationNumber onTerms(
            String carrier, @Nullable Integer partsPerSecond, BigDecimal monthlyLeasingPrice, boolean twoWaySupported) {
        return new OriginationNumber(
                id,
                number,
                status,
                country,
                capabilities,
                type,
                monthlyLeasingPrice,
                settings,
                internationalSending,
                deletionProtection,
                poolId,
                registrationId,
                carrier,
                tags,
                createdAt,
                partsPerSecond,
                twoWaySupported);
    }

    private OriginationNumber with(
            NumberStatus status,
            IdentitySettings settings,
            boolean internationalSending,
            boolean deletionProtection,
            @Nullable String poolId,
            @Nullable String registrationId,
            List<Tag> tags) {
        return new OriginationNumber(
                id,
                number,
                status,
                country,
                capabilities,
                type,
                monthlyLeasingPrice,
                settings,
                internationalSending,
                deletionProtection,
                poolId,
                registrationId,
                carrier,
                tags,
                createdAt,
                partsPerSecond,
                twoWaySupported);
    }
}
