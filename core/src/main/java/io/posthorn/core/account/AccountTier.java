package io.posthorn.core.account;

/** How far an account is trusted. */
public enum AccountTier {
    /** Reaches only verified destinations and simulators, under low limits; every new account starts here. */
    SANDBOX,
    /** Has left the sandbox: the operator has granted production access. */
    PRODUCTION
}
