package io.posthorn.core.operator;

import io.posthorn.core.PhoneNumber;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What the inventory answers to a {@link NumberWish}. */
public sealed interface NumberOffer {

    /** Nothing there fits. */
    record Nothing() implements NumberOffer {}

    /**
     * A number, already taken out for whoever asked. Who does not want it any more has to give it back.
     *
     * @param partsPerSecond its rate, in message parts; that of its type when null
     * @param monthlyLeasingPrice US dollars
     */
    record Offered(
            PhoneNumber number,
            String carrier,
            @Nullable Integer partsPerSecond,
            BigDecimal monthlyLeasingPrice,
            boolean twoWaySupported,
            boolean registrationRequired)
            implements NumberOffer {

        /** The terms of a number of the inventory. */
        public static Offered of(HeldNumber held) {
            return new Offered(
                    held.number(),
                    held.carrier(),
                    held.partsPerSecond(),
                    held.monthlyLeasingPrice(),
                    held.twoWaySupported(),
                    held.registrationRequired());
        }
    }
}
