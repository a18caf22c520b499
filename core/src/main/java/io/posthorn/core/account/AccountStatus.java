package io.posthorn.core.account;

/** Whether an account may do anything. */
public enum AccountStatus {
    ACTIVE,
    /** The operator has stopped it: requests are denied and messages are not sent; nothing is lost. */
    SUSPENDED
}
