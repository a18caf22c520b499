package io.posthorn.core.resource;

import io.posthorn.core.AccountId;
import io.posthorn.core.topic.FilterPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who gets what is published to a topic.
 *
 * @param uuid unique among the subscriptions to the topic, and a secret like the link that ends the subscription
 * @param endpoint a URL, or the name of a Kafka topic
 * @param confirmation null once the endpoint has agreed
 * @param authenticated whether only who holds a key of the account may end it
 * @param raw whether messages are delivered as they are, without an envelope
 * @param filterPolicy which messages are wanted, in JSON; null for all
 * @param deliveryPolicy how the endpoint is treated, in JSON; null where nothing is said
 */
public record Subscription(
        String topicName,
        String uuid,
        Protocol protocol,
        String endpoint,
        @Nullable Confirmation confirmation,
        boolean authenticated,
        boolean raw,
        @Nullable String filterPolicy,
        FilterPolicy.Scope filterPolicyScope,
        @Nullable String deliveryPolicy,
        Instant createdAt)
        implements Resource {

    /** How messages get to an endpoint. */
    public enum Protocol {
        HTTP,
        HTTPS,
        KAFKA;

        /** Whether the endpoint is a URL. */
        public boolean isWeb() {
            return this != KAFKA;
        }
    }

    /**
     * What an endpoint has to tell before it gets messages.
     *
     * @param validUntil from when on it proves nothing any more, and the subscription is gone
     */
    public record Confirmation(String token, Instant validUntil) {
        /** The token does not belong into logs. */
        @Override
        public String toString() {
            return "Confirmation[validUntil=" + validUntil + "]";
        }
    }

    @Override
    public ResourceKind<Subscription> kind() {
        return ResourceKind.SUBSCRIPTION;
    }

    @Override
    public String id() {
        return idPrefix(topicName) + uuid;
    }

    /** What the ids of all subscriptions to a topic begin with. */
    public static String idPrefix(String topicName) {
        return topicName + ":";
    }

    /**
     * What the names of the Kafka topics begin with that an account may subscribe: nobody else's, and none of the
     * system's.
     */
    public static String kafkaPrefix(AccountId account) {
        return "account-" + account + "-";
    }

    /** Whether it gets messages. */
    public boolean isConfirmed() {
        return confirmation == null;
    }

    /** Whether it is there at all: without its confirmation it ends by itself. */
    public boolean isThere(Instant now) {
        return confirmation == null || confirmation.validUntil().isAfter(now);
    }

    /** The same subscription, waiting for its endpoint to agree. */
    public Subscription awaiting(Confirmation confirmation) {
        return new Subscription(
                topicName,
                uuid,
                protocol,
                endpoint,
                confirmation,
                authenticated,
                raw,
                filterPolicy,
                filterPolicyScope,
                deliveryPolicy,
                createdAt);
    }

    /** The same subscription after its endpoint has agreed. */
    public Subscription confirmed(boolean authenticated) {
        return new Subscription(
                topicName,
                uuid,
                protocol,
                endpoint,
                null,
                authenticated,
                raw,
                filterPolicy,
                filterPolicyScope,
                deliveryPolicy,
                createdAt);
    }
}
