package io.posthorn.registration.topic;

import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.SubscriptionOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Subscription;
import io.posthorn.core.resource.Topic;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Confirms the subscription whose endpoint was sent the token. */
public record ConfirmSubscription(
        String topicArn, String token, @Nullable String authenticateOnUnsubscribe) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.TOPIC,
                topicArn,
                topic -> waiting(account, topic, context)
                        .map(subscription -> {
                            var confirmed = subscription.confirmed("true".equals(authenticateOnUnsubscribe));
                            return Decision.changed(
                                    SubscriptionOutput.of(account, confirmed), new Change.Put(confirmed));
                        })
                        .orElseGet(() -> Decision.invalid(
                                ValidationReason.INVALID_PARAMETER, "Token", "is none that is waited for")));
    }

    private Optional<Subscription> waiting(AccountResources account, Topic topic, DecisionContext context) {
        return Subscriptions.to(account, topic)
                .filter(each -> each.isThere(context.now()))
                .filter(this::waitsForToken)
                .findFirst();
    }

    private boolean waitsForToken(Subscription subscription) {
        var confirmation = subscription.confirmation();
        return confirmation != null
                && MessageDigest.isEqual(
                        confirmation.token().getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
