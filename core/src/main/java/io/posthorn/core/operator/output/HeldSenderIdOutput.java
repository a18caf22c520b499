package io.posthorn.core.operator.output;

import io.posthorn.core.operator.HeldSenderId;
import org.jspecify.annotations.Nullable;

/** A sender id of the inventory. */
public record HeldSenderIdOutput(
        String senderId,
        String isoCountryCode,
        String carrier,
        @Nullable Integer partsPerSecond,
        String monthlyLeasingPrice,
        boolean registrationRequired,
        boolean withheld) {

    public static HeldSenderIdOutput of(HeldSenderId held) {
        return new HeldSenderIdOutput(
                held.senderId(),
                held.country(),
                held.carrier(),
                held.partsPerSecond(),
                held.monthlyLeasingPrice().toPlainString(),
                held.registrationRequired(),
                held.withheld());
    }
}
