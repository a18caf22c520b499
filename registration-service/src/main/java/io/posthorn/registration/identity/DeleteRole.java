package io.posthorn.registration.identity;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;

/** Deletes a role that has no policies any more. Its sessions are over. */
public record DeleteRole(String roleName) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.ROLE,
                roleName,
                role -> role.grants().isEmpty()
                        ? Decision.changed(new Nothing(), new Change.Remove(role))
                        : Decision.conflict(ConflictReason.RESOURCE_NOT_EMPTY, role));
    }
}
