package io.posthorn.registration.identity;

import io.posthorn.core.api.output.GroupOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Grants;
import io.posthorn.core.resource.Group;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Creates a group. */
public record CreateGroup(String groupName) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return NewIdentities.create(account, ResourceKind.GROUP, groupName, () -> {
            var group = new Group(groupName, NewIdentities.uniqueId("AGPA", context), Grants.NONE, context.now());
            return Decision.changed(new Created(GroupOutput.of(account, group)), new Change.Put(group));
        });
    }

    private record Created(GroupOutput group) {}
}
