package io.posthorn.core.routing;

/** Why this origination identity was chosen. */
public enum OriginationReason {
    /** The sender named the number or the sender id. */
    NAMED,
    /** The recipient's place in the pool: one recipient keeps seeing the same number. */
    POOL_STICKINESS,
    /**
     * The recipient's place in the pool is a number that cannot serve, or whose carrier is down or whose queue is long:
     * the next one serves.
     */
    POOL_FAILOVER,
    /** Nobody was named; this one of the account's numbers can serve the destination. */
    ACCOUNT_DEFAULT,
    /** Nobody was named, and the account has a sender id but no number in the country. */
    ACCOUNT_SENDER_ID,
    /** Nobody was named, and the account has nothing in the country; the configuration set has a default sender id. */
    CONFIGURATION_SET_SENDER_ID,
    /** The sender named a sender id, but its country shows none: one of the account's numbers there serves. */
    SENDER_ID_NOT_SHOWN,
    /** The country shows registered sender ids only, and this one is not: a generic name stands in its place. */
    SENDER_ID_NOT_REGISTERED,
    /** The account has nothing that could serve the country, so that what all accounts share does. */
    SHARED_ROUTE
}
