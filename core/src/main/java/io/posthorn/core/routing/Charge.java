package io.posthorn.core.routing;

import java.math.BigDecimal;

/**
 * What a message costs, in US dollars.
 *
 * @param price of the whole message
 * @param carrierFee what carriers add
 */
record Charge(BigDecimal price, BigDecimal carrierFee) {
    private static final Charge NOTHING = new Charge(BigDecimal.ZERO, BigDecimal.ZERO);

    /** Nothing, also for messages that do not go to a simulator: whoever runs Posthorn settles with its own carriers. */
    static Charge of(Draft draft) {
        return NOTHING;
    }
}
