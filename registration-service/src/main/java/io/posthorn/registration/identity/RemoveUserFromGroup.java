package io.posthorn.registration.identity;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;

/** Takes a user out of a group. */
public record RemoveUserFromGroup(String groupName, String userName) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.GROUP,
                groupName,
                group -> Decision.given(
                        account,
                        ResourceKind.USER,
                        userName,
                        user -> Decision.changed(
                                new Nothing(),
                                new Change.Put(user.in(user.groups().stream()
                                        .filter(each -> !each.equals(groupName))
                                        .toList())))));
    }
}
