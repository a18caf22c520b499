package io.posthorn.registration.command;

import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.resource.Quotas;
import java.time.Instant;

/**
 * What a decision may use besides the request and the account.
 *
 * @param now when the command is decided
 * @param profile what the operator has settled about the account
 */
public record DecisionContext(Instant now, IdSource ids, AccountProfile profile) {

    /** How many resources the account may have. */
    public Quotas quotas() {
        return profile.quotas();
    }
}
