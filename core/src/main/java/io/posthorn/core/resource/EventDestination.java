package io.posthorn.core.resource;

import io.posthorn.core.event.EventType;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of a configuration set go.
 *
 * @param configurationSetName the set it belongs to
 * @param name unique in the set
 * @param enabled whether events are published
 * @param matching the event types published; the {@code ALL} types stand for their whole family
 * @param targetArn ARN of the log group, delivery stream or topic
 * @param iamRoleArn role used to write there; topics need none
 */
public record EventDestination(
        String configurationSetName,
        String name,
        boolean enabled,
        Set<EventType> matching,
        Target target,
        String targetArn,
        @Nullable String iamRoleArn,
        Instant createdAt)
        implements Resource {

    /** The kinds of place events can go to. */
    public enum Target {
        CLOUD_WATCH_LOGS,
        KINESIS_FIREHOSE,
        SNS
    }

    public EventDestination {
        matching = Set.copyOf(matching);
    }

    @Override
    public ResourceKind<EventDestination> kind() {
        return ResourceKind.EVENT_DESTINATION;
    }

    @Override
    public String id() {
        return idPrefix(configurationSetName) + name;
    }

    /** What the ids of all destinations of one configuration set begin with. */
    public static String idPrefix(String configurationSetName) {
        return configurationSetName + "/";
    }

    /** Whether an event of this type is published here. */
    public boolean publishes(EventType type) {
        return enabled && matching.stream().anyMatch(selector -> selector.covers(type));
    }
}
