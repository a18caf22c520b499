package io.posthorn.registration.topic;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Subscription;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;

/**
 * Ends a subscription for somebody who has no key of the account but the link that came with every message. The
 * endpoint is told, and may confirm anew; until then it gets nothing.
 */
public record UnsubscribeByLink(String subscriptionArn) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return account.findNamed(ResourceKind.SUBSCRIPTION, subscriptionArn)
                .filter(Subscription::isConfirmed)
                .map(known -> known.authenticated()
                        ? new Decision.Refused(new ApiError.AccessDenied(
                                null, "this subscription is ended by who holds a key of its account only"))
                        : Decision.changed(
                                new Nothing(),
                                new Change.Put(
                                        known.awaiting(Subscriptions.confirmation(context.ids(), context.now())))))
                .orElseGet(() -> Decision.changed(new Nothing()));
    }
}
