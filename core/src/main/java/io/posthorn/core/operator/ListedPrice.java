package io.posthorn.core.operator;

import io.posthorn.core.price.Price;

/**
 * A price of the price list.
 *
 * @param channel TEXT, MEDIA or VOICE
 * @param country ISO 3166-1 alpha-2 code of the destination; {@link #ANY} for all that have no price
 * @param route name of a {@link io.posthorn.core.price.Route}; {@link #ANY} for all that have no price
 */
public record ListedPrice(String channel, String country, String route, Price price) implements OperatorResource {
    public static final String ANY = "*";

    @Override
    public OperatorKind<ListedPrice> kind() {
        return OperatorKind.PRICE;
    }

    @Override
    public String id() {
        return id(channel, country, route);
    }

    /** The id of a price. */
    public static String id(String channel, String country, String route) {
        return channel + "/" + country + "/" + route;
    }
}
