package io.posthorn.registration.topic;

import io.posthorn.core.resource.Topic;
import io.posthorn.core.topic.DeliveryPolicy;
import io.posthorn.core.topic.InvalidAttributeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the attributes of a topic say. */
record TopicSettings(
        String displayName, int signatureVersion, @Nullable String deliveryPolicy) {
    static final TopicSettings USUAL = new TopicSettings("", 1, null);

    /** Longer names have no place on a phone, says the API reference. */
    private static final int LONGEST_NAME = 100;

    static TopicSettings of(Topic topic) {
        return new TopicSettings(topic.displayName(), topic.signatureVersion(), topic.deliveryPolicy());
    }

    TopicSettings with(String attribute, String value) throws InvalidAttributeException {
        return switch (attribute) {
            case "DisplayName" -> {
                if (value.length() > LONGEST_NAME) {
                    throw new InvalidAttributeException("is longer than " + LONGEST_NAME + " characters");
                }
                yield new TopicSettings(value, signatureVersion, deliveryPolicy);
            }
            case "SignatureVersion" -> new TopicSettings(displayName, version(value), deliveryPolicy);
            case "DeliveryPolicy" -> {
                if (value.isEmpty()) {
                    yield new TopicSettings(displayName, signatureVersion, null);
                }
                DeliveryPolicy.ofTopic(value);
                yield new TopicSettings(displayName, signatureVersion, value);
            }
            case "FifoTopic" -> {
                if (!value.equals("false")) {
                    throw new InvalidAttributeException("must be false: there are no FIFO topics");
                }
                yield this;
            }
            default -> throw new InvalidAttributeException("is no attribute of topics");
        };
    }

    private static int version(String value) throws InvalidAttributeException {
        return switch (value) {
            case "", "1" -> 1;
            case "2" -> 2;
            default -> throw new InvalidAttributeException("must be 1 or 2");
        };
    }

    Topic topic(String name, Instant createdAt) {
        return new Topic(name, displayName, signatureVersion, deliveryPolicy, createdAt);
    }
}
