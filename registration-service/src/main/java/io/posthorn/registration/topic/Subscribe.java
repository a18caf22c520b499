package io.posthorn.registration.topic;

import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.SubscriptionOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Subscription;
import io.posthorn.core.resource.Subscription.Protocol;
import io.posthorn.core.resource.Topic;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes an endpoint to a topic. One on the web has to confirm first and is asked to; asked for again meanwhile, it
 * is asked once more. A Kafka topic has its account in its name and needs no confirmation.
 */
public record Subscribe(
        String topicArn,
        String protocol,
        String endpoint,
        @Nullable Map<String, String> attributes,
        @Nullable Boolean returnSubscriptionArn)
        implements Request {
    /** The service allows far more; every one is in the memory of every instance here. */
    private static final long MOST_SUBSCRIPTIONS = 200;

    private static final Pattern KAFKA_TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        var how = Protocol.valueOf(protocol.toUpperCase(Locale.ROOT));
        var fault = fault(how, account);
        return fault.isPresent()
                ? Decision.invalid(ValidationReason.INVALID_PARAMETER, "Endpoint", fault.get())
                : Decision.given(
                        account,
                        ResourceKind.TOPIC,
                        topicArn,
                        topic -> Attributes.all(
                                attributes,
                                SubscriptionSettings.USUAL,
                                SubscriptionSettings::with,
                                SubscriptionSettings::checked,
                                settings -> decide(how, topic, settings, account, context)));
    }

    private Optional<String> fault(Protocol how, AccountResources account) {
        if (!how.isWeb()) {
            var prefix = Subscription.kafkaPrefix(account.scope().account());
            return endpoint.startsWith(prefix) && KAFKA_TOPIC.matcher(endpoint).matches()
                    ? Optional.empty()
                    : Optional.of("must be the name of a Kafka topic and begin with " + prefix);
        }
        try {
            var uri = new URI(endpoint);
            return how.name().equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getFragment() == null
                    ? Optional.empty()
                    : Optional.of("must be a URL that begins with " + protocol + "://");
        } catch (URISyntaxException malformed) {
            return Optional.of("must be a URL");
        }
    }

    private Decision decide(
            Protocol how,
            Topic topic,
            SubscriptionSettings settings,
            AccountResources account,
            DecisionContext context) {
        var present = Subscriptions.to(account, topic)
                .filter(each -> each.isThere(context.now()))
                .toList();
        var known = present.stream()
                .filter(each -> each.protocol() == how && each.endpoint().equals(endpoint))
                .findFirst();
        if (known.isPresent()) {
            return again(known.get(), settings, account, context);
        }
        if (present.size() >= MOST_SUBSCRIPTIONS) {
            return Decision.quotaExceeded(QuotaReason.SUBSCRIPTIONS_PER_TOPIC);
        }
        var subscription = new Subscription(
                topic.name(),
                Subscriptions.uuid(context.ids()),
                how,
                endpoint,
                how.isWeb() ? Subscriptions.confirmation(context.ids(), context.now()) : null,
                false,
                settings.raw(),
                settings.filterPolicy(),
                settings.filterPolicyScope(),
                settings.deliveryPolicy(),
                context.now());
        return Decision.changed(answer(subscription, account), new Change.Put(subscription));
    }

    private Decision again(
            Subscription known, SubscriptionSettings settings, AccountResources account, DecisionContext context) {
        if (attributes != null && !attributes.isEmpty() && !settings.equals(SubscriptionSettings.of(known))) {
            return Decision.invalid(
                    ValidationReason.INVALID_PARAMETER,
                    Attributes.MEMBER,
                    "are not those of the subscription that this endpoint has");
        }
        if (known.isConfirmed()) {
            return Decision.changed(answer(known, account));
        }
        var asked = known.awaiting(Subscriptions.confirmation(context.ids(), context.now()));
        return Decision.changed(answer(asked, account), new Change.Put(asked));
    }

    private SubscriptionOutput answer(Subscription subscription, AccountResources account) {
        var output = SubscriptionOutput.of(account, subscription);
        return Boolean.TRUE.equals(returnSubscriptionArn) || subscription.isConfirmed()
                ? output
                : output.named("pending confirmation");
    }
}
