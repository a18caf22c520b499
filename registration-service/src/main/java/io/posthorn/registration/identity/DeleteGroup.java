package io.posthorn.registration.identity;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;

/** Deletes a group that has no users and policies any more. */
public record DeleteGroup(String groupName) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.GROUP,
                groupName,
                group -> group.grants().isEmpty()
                                && account.all(ResourceKind.USER)
                                        .noneMatch(user -> user.groups().contains(groupName))
                        ? Decision.changed(new Nothing(), new Change.Remove(group))
                        : Decision.conflict(ConflictReason.RESOURCE_NOT_EMPTY, group));
    }
}
