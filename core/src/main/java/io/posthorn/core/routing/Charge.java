package io.posthorn.core.routing;

import io.posthorn.core.price.Price;
import java.math.BigDecimal;

/**
 * What a message costs, in US dollars.
 *
 * @param price of the whole message
 * @param carrierFee what carriers add
 */
record Charge(BigDecimal price, BigDecimal carrierFee) {
    static final Charge NOTHING = new Charge(BigDecimal.ZERO, BigDecimal.ZERO);

    /** The charge for so many units. */
    static Charge of(Price price, int units) {
        var count = BigDecimal.valueOf(units);
        return new Charge(price.perUnit().multiply(count), price.carrierFee().multiply(count));
    }

    BigDecimal total() {
        return price.add(carrierFee);
    }
}
