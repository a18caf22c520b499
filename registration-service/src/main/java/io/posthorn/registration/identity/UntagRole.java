package io.posthorn.registration.identity;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;
import java.util.List;

/** Takes labels from a role. */
public record UntagRole(String roleName, List<String> tagKeys) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.ROLE,
                roleName,
                role -> Decision.changed(
                        new Nothing(),
                        new Change.Put(role.tagged(role.tags().stream()
                                .filter(tag -> !tagKeys.contains(tag.key()))
                                .toList()))));
    }
}
