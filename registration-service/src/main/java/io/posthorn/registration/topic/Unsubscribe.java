package io.posthorn.registration.topic;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;

/** Ends a subscription; one that is not there counts as ended. */
public record Unsubscribe(String subscriptionArn) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return account.findNamed(ResourceKind.SUBSCRIPTION, subscriptionArn)
                .map(known -> Decision.changed(new Nothing(), new Change.Remove(known)))
                .orElseGet(() -> Decision.changed(new Nothing()));
    }
}
