package io.posthorn.registration.topic;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Subscription;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;
import org.jspecify.annotations.Nullable;

/** Changes one attribute of a subscription. */
public record SetSubscriptionAttributes(
        String subscriptionArn,
        String attributeName,
        @Nullable String attributeValue) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.SUBSCRIPTION,
                subscriptionArn,
                known -> Attributes.one(
                        attributeName,
                        attributeValue,
                        SubscriptionSettings.of(known),
                        SubscriptionSettings::with,
                        SubscriptionSettings::checked,
                        settings -> Decision.changed(new Nothing(), new Change.Put(with(settings, known)))));
    }

    private static Subscription with(SubscriptionSettings settings, Subscription known) {
        return new Subscription(
                known.topicName(),
                known.uuid(),
                known.protocol(),
                known.endpoint(),
                known.confirmation(),
                known.authenticated(),
                settings.raw(),
                settings.filterPolicy(),
                settings.filterPolicyScope(),
                settings.deliveryPolicy(),
                known.createdAt());
    }
}
