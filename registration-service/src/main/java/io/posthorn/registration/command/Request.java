package io.posthorn.registration.command;

import io.posthorn.core.resource.AccountResources;

/**
 * A call of one operation: what was asked, and what follows from it. The simple name of the record is the name of the
 * operation, its components are the members of the operation's input that matter; a member the API does not require is
 * nullable. What the shapes of the API say about them has been checked before.
 *
 * <p>Idempotency tokens, the default opt-out list, unknown values and the form of the answer are not its business.
 */
public interface Request {

    /** Decides; a pure function of the request, the account as it stands, and the context. */
    Decision decide(AccountResources account, DecisionContext context);
}
