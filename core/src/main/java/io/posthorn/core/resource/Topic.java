package io.posthorn.core.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something messages are published to, for whoever has subscribed.
 *
 * @param name unique in account and region
 * @param displayName for people; may be empty
 * @param signatureVersion how messages are signed: 1 with SHA-1, 2 with SHA-256
 * @param deliveryPolicy how subscribers over HTTP are treated, in JSON; null where nothing is said
 */
public record Topic(
        String name,
        String displayName,
        int signatureVersion,
        @Nullable String deliveryPolicy,
        Instant createdAt) implements Resource {

    @Override
    public ResourceKind<Topic> kind() {
        return ResourceKind.TOPIC;
    }

    @Override
    public String id() {
        return name;
    }
}
