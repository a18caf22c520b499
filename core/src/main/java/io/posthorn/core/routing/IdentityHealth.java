package io.posthorn.core.routing;

import io.posthorn.core.AccountId;

/** How origination identities fare at the moment, as far as this instance knows. */
@FunctionalInterface
public interface IdentityHealth {
    /** All fare well. */
    IdentityHealth ALL_WELL = (account, identity) -> true;

    /** Whether a message that leaves from there now would soon be with the carrier. */
    boolean isWell(AccountId account, Originator identity);
}
