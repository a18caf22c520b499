package io.posthorn.core.account;

import io.posthorn.core.AccountId;

/** The profiles of all accounts, as they stand now. */
@FunctionalInterface
public interface AccountProfiles {

    /** The profile of an account; that of a new one where the operator has said nothing about it. */
    AccountProfile of(AccountId account);
}
