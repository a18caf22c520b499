package io.posthorn.core.price;

import java.math.BigDecimal;

/**
 * The price of one unit: a message part of a text, a media message, a minute of a call. US dollars.
 *
 * @param perUnit what the operator charges; not negative
 * @param carrierFee what carriers add to it; not negative
 */
public record Price(BigDecimal perUnit, BigDecimal carrierFee) {
    public static final Price NOTHING = new Price(BigDecimal.ZERO, BigDecimal.ZERO);

    public Price {
        if (perUnit.signum() < 0 || carrierFee.signum() < 0) {
            throw new IllegalArgumentException("prices must not be negative, were " + perUnit + " and " + carrierFee);
        }
    }
}
