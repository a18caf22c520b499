package io.posthorn.core.send;

import io.posthorn.core.resource.NumberType;

/**
 * Message parts per second of the types of origination identity, from the tables of the service's user guide.
 *
 * @param simulator parts per second of a simulator number, of which the guide says nothing
 */
public record PartRates(int simulator) {
    /** An identity nothing is known of, such as a number released while its messages wait. */
    public static final int UNKNOWN_IDENTITY = 1;

    /** Sender ids, in every country that supports them. */
    public static final int SENDER_ID = 10;

    /** Identities shared by several accounts. */
    public static final int SHARED_ROUTE = 20;

    private static final int VOICE = 1;

    /**
     * The rate of identities of this type.
     *
     * @param country ISO 3166-1 alpha-2 code of the destination
     */
    public int of(NumberType type, String country, Channel channel) {
        return switch (channel) {
            case VOICE -> VOICE;
            case MEDIA -> media(type);
            case TEXT -> text(type, isNorthAmerican(country));
        };
    }

    private int text(NumberType type, boolean northAmerican) {
        return switch (type) {
            // Elsewhere short codes vary by country; the rate of long codes is on the safe side until one is set.
            case SHORT_CODE -> northAmerican ? 100 : 10;
            case LONG_CODE, TEN_DLC -> northAmerican ? 1 : 10;
            case TOLL_FREE -> 3;
            case SIMULATOR -> simulator;
        };
    }

    /** Media messages exist in the United States and Canada only. */
    private int media(NumberType type) {
        return switch (type) {
            case SHORT_CODE -> 40;
            case LONG_CODE, TEN_DLC -> 1;
            case TOLL_FREE -> 3;
            case SIMULATOR -> simulator;
        };
    }

    private static boolean isNorthAmerican(String country) {
        return country.equals("US") || country.equals("CA");
    }
}
