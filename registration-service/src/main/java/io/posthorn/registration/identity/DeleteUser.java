package io.posthorn.registration.identity;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;

/** Deletes a user who has no keys, groups and policies any more. */
public record DeleteUser(String userName) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.USER,
                userName,
                user -> user.grants().isEmpty()
                                && user.groups().isEmpty()
                                && UserKeys.of(account, userName).findAny().isEmpty()
                        ? Decision.changed(new Nothing(), new Change.Remove(user))
                        : Decision.conflict(ConflictReason.RESOURCE_NOT_EMPTY, user));
    }
}
