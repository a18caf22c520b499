package io.posthorn.core.routing;

import io.posthorn.core.price.Route;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.SenderId;

/** Who a message comes from. */
public sealed interface Originator {

    /** What the recipient sees: a number or a name. */
    String shown();

    /** Tells this identity from all others of the account: a resource's id where it is one. */
    String id();

    /** The carrier connection that serves it. */
    String carrier();

    /** What prices are looked up by. */
    Route route();

    /** Whether an identity with this id is shared by several accounts. */
    static boolean isSharedRoute(String id) {
        return id.startsWith(SharedRoute.ID_PREFIX);
    }

    /** A number of the account. */
    record DedicatedNumber(OriginationNumber number) implements Originator {
        @Override
        public String shown() {
            return number.number().value();
        }

        @Override
        public String id() {
            return number.id();
        }

        @Override
        public String carrier() {
            return number.carrier();
        }

        @Override
        public Route route() {
            return switch (number.type()) {
                case SHORT_CODE -> Route.SHORT_CODE;
                case LONG_CODE -> Route.LONG_CODE;
                case TOLL_FREE -> Route.TOLL_FREE;
                // There are simulator numbers for the United States only, and what they play is a local number there.
                case TEN_DLC, SIMULATOR -> Route.TEN_DLC;
            };
        }
    }

    /**
     * A sender id of the account.
     *
     * @param carrier the one that serves it now
     */
    record OwnName(SenderId senderId, String carrier) implements Originator {
        @Override
        public String shown() {
            return senderId.name();
        }

        @Override
        public String id() {
            return senderId.id();
        }

        @Override
        public Route route() {
            return Route.SENDER_ID;
        }
    }

    /**
     * A name the sender chose for this message, in a country that lets everybody choose.
     *
     * @param country ISO 3166-1 alpha-2 code of the country whose recipients see it
     */
    record ChosenName(String shown, String country, String carrier) implements Originator {
        @Override
        public String id() {
            return SenderId.id(shown, country);
        }

        @Override
        public Route route() {
            return Route.SENDER_ID;
        }
    }

    /**
     * An identity of the operator that all accounts share.
     *
     * @param country ISO 3166-1 alpha-2 code of the country it serves
     */
    record SharedRoute(String shown, String country, String carrier) implements Originator {
        /** Stands for a number that the carrier picks: which one, nobody knows before the recipient does. */
        public static final String NUMBER_OF_CARRIERS_CHOICE = "SHARED";

        private static final String ID_PREFIX = "shared-route/";

        @Override
        public String id() {
            return ID_PREFIX + country;
        }

        @Override
        public Route route() {
            return Route.SHARED;
        }
    }
}
