package io.posthorn.dispatcher.topic;

import io.posthorn.core.resource.Subscription;
import io.posthorn.core.resource.Topic;
import io.posthorn.core.topic.DeliveryPolicy;
import io.posthorn.core.topic.FilterPolicy;
import io.posthorn.core.topic.InvalidAttributeException;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.topic.Envelope.Links;
import io.posthorn.platform.delivery.Deliveries;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that was published, on its way to one subscription.
 *
 * @param terms how the subscription is treated
 * @param filter which messages it wants; null for all
 */
record Message(
        Publication publication,
        Topic topic,
        String topicArn,
        Subscription subscription,
        String subscriptionArn,
        DeliveryPolicy terms,
        @Nullable FilterPolicy filter) {

    /** How a subscription is treated: as it says itself, where the topic allows that, and else as the topic says. */
    static DeliveryPolicy terms(Topic topic, Subscription subscription) {
        try {
            var ofTopic = topic.deliveryPolicy() == null
                    ? DeliveryPolicy.OfTopic.NONE
                    : DeliveryPolicy.ofTopic(topic.deliveryPolicy());
            return subscription.deliveryPolicy() == null || !ofTopic.overridable()
                    ? ofTopic.policy()
                    : DeliveryPolicy.ofSubscription(subscription.deliveryPolicy())
                            .or(ofTopic.policy());
        } catch (InvalidAttributeException broken) {
            throw new IllegalStateException("a delivery policy was kept that is none", broken);
        }
    }

    /** Which messages a subscription wants; null for all. */
    static @Nullable FilterPolicy filter(Subscription subscription) {
        var policy = subscription.filterPolicy();
        try {
            return policy == null ? null : FilterPolicy.parse(policy, subscription.filterPolicyScope());
        } catch (InvalidAttributeException broken) {
            throw new IllegalStateException("a filter policy was kept that is none", broken);
        }
    }

    /** Why the subscription does not get it; empty where it does. */
    Optional<Outcome> notWanted() {
        var confirmation = subscription.confirmation();
        if (isAboutSubscription()) {
            return confirmation != null && confirmation.token().equals(publication.json())
                    ? Optional.empty()
                    : Optional.of(new Outcome.Skipped("is about another subscription, or about one that has changed"));
        }
        if (confirmation != null) {
            return Optional.of(new Outcome.Skipped("the subscription is not confirmed"));
        }
        return passesFilter()
                ? Optional.empty()
                : Optional.of(new Outcome.Skipped("the subscription does not want it"));
    }

    private boolean isAboutSubscription() {
        return publication.type().equals(Deliveries.CONFIRM)
                || publication.type().equals(Deliveries.ENDED);
    }

    private boolean passesFilter() {
        if (filter == null) {
            return true;
        }
        try {
            return filter.matches(
                    switch (subscription.filterPolicyScope()) {
                        case MESSAGE_ATTRIBUTES -> attributes();
                        case MESSAGE_BODY -> JsonMapper.shared().readTree(publication.json());
                    });
        } catch (JacksonException noJson) {
            return false;
        }
    }

    private ObjectNode attributes() {
        var attributes = JsonMapper.shared().createObjectNode();
        publication.attributes().forEach((name, attribute) -> attributes.set(name, attribute.filtered()));
        return attributes;
    }

    /** Whether it goes out without an envelope. */
    boolean isRaw() {
        return subscription.raw() && !isAboutSubscription();
    }

    /** The message with its envelope; raw deliveries take no more from it than what describes them. */
    Envelope envelope() {
        return Envelope.notification(topicArn, publication);
    }

    Envelope signed(Signer.Ready key, Links links) {
        if (isAboutSubscription()) {
            return Envelope.aboutSubscription(
                            publication.type(),
                            topicArn,
                            publication.id(),
                            publication.json(),
                            publication.acceptedAt(),
                            links)
                    .signed(key, topic.signatureVersion(), links);
        }
        return envelope().signed(key, topic.signatureVersion(), links).leavingBy(links, subscriptionArn);
    }

    /** What is told beside the message: receivers of raw messages have it from nowhere else. */
    Map<String, String> headers(Envelope envelope) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("x-amz-sns-message-type", envelope.type());
        headers.put("x-amz-sns-message-id", envelope.messageId());
        headers.put("x-amz-sns-topic-arn", topicArn);
        if (envelope.type().equals(Envelope.NOTIFICATION)) {
            headers.put("x-amz-sns-subscription-arn", subscriptionArn);
        }
        if (isRaw()) {
            headers.put("x-amz-sns-rawdelivery", "true");
        }
        return headers;
    }

    /** What follows from a failed attempt. */
    Outcome failed(String detail) {
        return terms.effectiveRetries()
                .waitAfter(publication.attempt())
                .<Outcome>map(wait -> new Outcome.TryAgain(wait, detail))
                .orElseGet(() -> new Outcome.GivenUp(detail));
    }
}
