package io.posthorn.core.price;

import io.posthorn.core.send.Channel;

/** The prices of an installation, as they stand now. */
@FunctionalInterface
public interface PriceList {

    /**
     * The price of one unit; nothing where the operator has set no price.
     *
     * @param country ISO 3166-1 alpha-2 code of the destination
     */
    Price of(Channel channel, String country, Route route);
}
