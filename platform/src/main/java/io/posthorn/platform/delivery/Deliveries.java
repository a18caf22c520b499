package io.posthorn.platform.delivery;

import io.posthorn.core.resource.ResourceKey;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.Subscription;
import io.posthorn.schemas.EventDelivery;
import io.posthorn.schemas.EventDestinationKind;
import io.posthorn.schemas.topic.Topics;
import java.time.Instant;

/**
 * Makes the records of {@link Topics#EVENT_DELIVERIES} that are no events of a message. Whoever writes one writes it
 * with its {@link #key} and, as a change of resources may matter for it, with a note how far it knows them.
 */
public final class Deliveries {
    /** Asks the endpoint of a new subscription to confirm it. The text is the token, the message the subscription. */
    public static final String CONFIRM = "SubscriptionConfirmation";

    /** Tells an endpoint that its subscription has ended by its link; otherwise like {@link #CONFIRM}. */
    public static final String ENDED = "UnsubscribeConfirmation";

    /** Takes what somebody wrote to one of our numbers to the two-way topic of the number. */
    public static final String INBOUND = "INBOUND_MESSAGE";

    /** Takes what an account publishes to its topic. */
    public static final String PUBLISHED = "PUBLISHED_MESSAGE";

    private Deliveries() {}

    /** The key of a delivery: what goes to one place is written by one. */
    public static String key(EventDelivery delivery) {
        return delivery.getAccountId() + "/" + delivery.getTargetArn();
    }

    /** Something to be published to a topic of an account, in envelopes and with signatures like any message. */
    public static EventDelivery toTopic(
            Scope scope, String topicArn, String id, String messageId, String type, Instant at, String text) {
        return EventDelivery.newBuilder()
                .setEventId(id)
                .setAccountId(scope.account().value())
                .setRegion(scope.region())
                .setMessageId(messageId)
                .setType(type)
                .setHappenedAt(at)
                .setKind(EventDestinationKind.SNS)
                .setTargetArn(topicArn)
                .setJson(text)
                .build();
    }

    /**
     * Something for the endpoint of one subscription that waits for its confirmation.
     *
     * @param type {@link #CONFIRM} or {@link #ENDED}
     */
    public static EventDelivery toSubscriber(
            Scope scope, Subscription subscription, Subscription.Confirmation confirmation, String type, Instant at) {
        return toTopic(
                scope,
                new ResourceKey(scope, ResourceKind.TOPIC, subscription.topicName()).arn(),
                confirmation.token(),
                subscription.uuid(),
                type,
                at,
                confirmation.token());
    }
}
