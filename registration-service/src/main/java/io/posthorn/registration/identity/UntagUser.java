package io.posthorn.registration.identity;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;
import java.util.List;

/** Takes labels from a user. */
public record UntagUser(String userName, List<String> tagKeys) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.USER,
                userName,
                user -> Decision.changed(
                        new Nothing(),
                        new Change.Put(user.tagged(user.tags().stream()
                                .filter(tag -> !tagKeys.contains(tag.key()))
                                .toList()))));
    }
}
