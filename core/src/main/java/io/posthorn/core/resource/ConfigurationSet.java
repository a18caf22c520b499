package io.posthorn.core.resource;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Named rules applied when sending; above all, where events go.
 *
 * @param name unique in account and region
 * @param defaultMessageFeedback used where a send does not say; {@code null} where it is not set
 * @param protectConfigurationId the protect configuration associated with the set, if any
 */
public record ConfigurationSet(
        String name,
        @Nullable MessageType defaultMessageType,
        @Nullable String defaultSenderId,
        @Nullable Boolean defaultMessageFeedback,
        @Nullable String protectConfigurationId,
        List<Tag> tags,
        Instant createdAt)
        implements Resource {

    public ConfigurationSet {
        tags = List.copyOf(tags);
    }

    @Override
    public ResourceKind<ConfigurationSet> kind() {
        return ResourceKind.CONFIGURATION_SET;
    }

    @Override
    public String id() {
        return name;
    }

    /** The same set, associated with a protect configuration, or with none. */
    public ConfigurationSet protectedBy(@Nullable String protectConfigurationId) {
        return new ConfigurationSet(
                name,
                defaultMessageType,
                defaultSenderId,
                defaultMessageFeedback,
                protectConfigurationId,
                tags,
                createdAt);
    }
}
