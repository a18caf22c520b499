package io.posthorn.registration.command;

import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.operator.NumberOffer;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.routing.Connections;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a decision may use besides the request and the account.
 *
 * @param now when the command is decided
 * @param profile what the operator has settled about the account
 * @param connections who takes names, and on which terms
 * @param offer what the inventory has answered to the question of an earlier decision; null while it was not asked
 */
public record DecisionContext(
        Instant now,
        IdSource ids,
        AccountProfile profile,
        Connections connections,
        @Nullable NumberOffer offer) {

    /** The context of a command whose decision has not asked the inventory yet. */
    public DecisionContext(Instant now, IdSource ids, AccountProfile profile, Connections connections) {
        this(now, ids, profile, connections, null);
    }

    /** How many resources the account may have. */
    public Quotas quotas() {
        return profile.quotas();
    }
}
