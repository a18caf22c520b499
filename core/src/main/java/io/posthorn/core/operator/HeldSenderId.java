package io.posthorn.core.operator;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A sender id, or all sender ids of a country, that a carrier takes.
 *
 * @param senderId the sender id; {@link #ANY} for all that have no entry of their own
 * @param country ISO 3166-1 alpha-2 code of the destinations
 * @param carrier name of the carrier connection that takes it
 * @param partsPerSecond its rate, in message parts; that of sender ids when null
 * @param monthlyLeasingPrice US dollars
 * @param registrationRequired whether it may send only once it is registered
 * @param withheld whether the operator keeps it back
 */
public record HeldSenderId(
        String senderId,
        String country,
        String carrier,
        @Nullable Integer partsPerSecond,
        BigDecimal monthlyLeasingPrice,
        boolean registrationRequired,
        boolean withheld)
        implements OperatorResource {
    public static final String ANY = "*";

    @Override
    public OperatorKind<HeldSenderId> kind() {
        return OperatorKind.SENDER_ID;
    }

    @Override
    public String id() {
        return id(country, senderId);
    }

    /** The id of an entry. */
    public static String id(String country, String senderId) {
        return country + "/" + senderId;
    }
}
