package io.posthorn.core.country;

/** What recipients see of a message from an account that has no identity of its own in their country. */
public enum SharedIdentity {
    /** Nothing: such messages cannot be sent. */
    NONE,
    /** A generic name. */
    NAME,
    /** Some long or short code. */
    NUMBER
}
