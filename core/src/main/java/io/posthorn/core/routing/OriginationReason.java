package io.posthorn.core.routing;

/** Why this origination identity was chosen. */
public enum OriginationReason {
    /** The sender named the number. */
    NAMED,
    /** The recipient's place in the pool: one recipient keeps seeing the same number. */
    POOL_STICKINESS,
    /** The pool's preferred number cannot serve, so the next one does. */
    POOL_FAILOVER,
    /** Nobody was named; this one of the account's numbers can serve the destination. */
    ACCOUNT_DEFAULT
}
