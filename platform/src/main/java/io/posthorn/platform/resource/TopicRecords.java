package io.posthorn.platform.resource;

import io.posthorn.core.resource.Subscription;
import io.posthorn.core.resource.Topic;
import io.posthorn.core.topic.FilterPolicy;
import org.jspecify.annotations.Nullable;

/** Topics and subscriptions as records and back. */
final class TopicRecords {
    private TopicRecords() {}

    static io.posthorn.schemas.NotificationTopic topic(Topic topic) {
        return new io.posthorn.schemas.NotificationTopic(
                topic.name(), topic.displayName(), topic.signatureVersion(), topic.deliveryPolicy(), topic.createdAt());
    }

    static Topic topic(io.posthorn.schemas.NotificationTopic rec) {
        return new Topic(
                rec.getName(),
                rec.getDisplayName(),
                rec.getSignatureVersion(),
                rec.getDeliveryPolicy(),
                rec.getCreatedAt());
    }

    static io.posthorn.schemas.Subscription subscription(Subscription subscription) {
        var confirmation = subscription.confirmation();
        return new io.posthorn.schemas.Subscription(
                subscription.topicName(),
                subscription.uuid(),
                subscription.protocol().name(),
                subscription.endpoint(),
                confirmation == null ? null : confirmation.token(),
                confirmation == null ? null : confirmation.validUntil(),
                subscription.authenticated(),
                subscription.raw(),
                subscription.filterPolicy(),
                subscription.filterPolicyScope().name(),
                subscription.deliveryPolicy(),
                subscription.createdAt());
    }

    static Subscription subscription(io.posthorn.schemas.Subscription rec) {
        return new Subscription(
                rec.getTopicName(),
                rec.getUuid(),
                Subscription.Protocol.valueOf(rec.getProtocol()),
                rec.getEndpoint(),
                confirmation(rec),
                rec.getAuthenticateOnUnsubscribe(),
                rec.getRawMessageDelivery(),
                rec.getFilterPolicy(),
                FilterPolicy.Scope.valueOf(rec.getFilterPolicyScope()),
                rec.getDeliveryPolicy(),
                rec.getCreatedAt());
    }

    private static Subscription.@Nullable Confirmation confirmation(io.posthorn.schemas.Subscription rec) {
        var token = rec.getToken();
        var validUntil = rec.getTokenValidUntil();
        return token == null || validUntil == null ? null : new Subscription.Confirmation(token, validUntil);
    }
}
