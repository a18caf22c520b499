package io.posthorn.core.operator.output;

import io.posthorn.core.operator.ListedPrice;

/** A price; amounts in US dollars. */
public record ListedPriceOutput(
        String channel, String isoCountryCode, String route, String perUnit, String carrierFee) {

    public static ListedPriceOutput of(ListedPrice listed) {
        return new ListedPriceOutput(
                listed.channel(),
                listed.country(),
                listed.route(),
                listed.price().perUnit().toPlainString(),
                listed.price().carrierFee().toPlainString());
    }
}
