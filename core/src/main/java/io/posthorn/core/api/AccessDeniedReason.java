package io.posthorn.core.api;

/** Why an account may do nothing. Constants are spelt as on the wire. */
public enum AccessDeniedReason {
    INSUFFICIENT_ACCOUNT_REPUTATION,
    ACCOUNT_DISABLED
}
