package io.posthorn.core.operator;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberType;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A phone number the operator holds, to be leased to accounts.
 *
 * @param country ISO 3166-1 alpha-2 code
 * @param messageType the only type of message it may be used for; any when null
 * @param carrier name of the carrier connection that serves it
 * @param partsPerSecond its rate, in message parts; that of its type when null
 * @param monthlyLeasingPrice US dollars
 * @param twoWaySupported whether it can receive messages
 * @param registrationRequired whether it may send only once it is registered
 * @param withheld whether the operator keeps it back from new leases
 * @param lease who has it; null when nobody does
 */
public record HeldNumber(
        PhoneNumber number,
        String country,
        NumberType type,
        Set<Capability> capabilities,
        @Nullable MessageType messageType,
        String carrier,
        @Nullable Integer partsPerSecond,
        BigDecimal monthlyLeasingPrice,
        boolean twoWaySupported,
        boolean registrationRequired,
        boolean withheld,
        @Nullable NumberLease lease)
        implements OperatorResource {

    public HeldNumber {
        capabilities = Set.copyOf(EnumSet.copyOf(capabilities));
    }

    /** Whether it can be had. */
    public enum Status {
        AVAILABLE,
        WITHHELD,
        LEASED
    }

    @Override
    public OperatorKind<HeldNumber> kind() {
        return OperatorKind.NUMBER;
    }

    @Override
    public String id() {
        return number.value();
    }

    public Status status() {
        if (lease != null) {
            return Status.LEASED;
        }
        return withheld ? Status.WITHHELD : Status.AVAILABLE;
    }

    /** The mark by which it is found while it can be had. */
    public AvailableNumber mark() {
        return new AvailableNumber(country, type, number);
    }

    /** The same number, leased to somebody or to nobody. */
    public HeldNumber leased(@Nullable NumberLease to) {
        return new HeldNumber(
                number,
                country,
                type,
                capabilities,
                messageType,
                carrier,
                partsPerSecond,
                monthlyLeasingPrice,
                twoWaySupported,
                registrationRequired,
                withheld,
                to);
    }

    /** Why this cannot take the place of {@code present}, if it cannot: an account chose that for what it is. */
    public Optional<String> obstacle(@Nullable HeldNumber present) {
        if (present == null || present.lease == null) {
            return Optional.empty();
        }
        var same = country.equals(present.country)
                && type == present.type
                && capabilities.equals(present.capabilities)
                && (messageType == null || messageType == present.messageType);
        return same
                ? Optional.empty()
                : Optional.of("is leased: its country, type, capabilities and message type cannot change");
    }

    /** Whether an account that leases this has to be told of other terms than it has. */
    public boolean hasOtherTerms(HeldNumber before) {
        return !NumberOffer.Offered.of(this).equals(NumberOffer.Offered.of(before));
    }
}
