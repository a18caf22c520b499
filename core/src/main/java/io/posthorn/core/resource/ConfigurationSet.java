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
        return with(defaultMessageType, defaultSenderId, defaultMessageFeedback, protectConfigurationId, tags);
    }

    /** The same set with another default message type, or with none. */
    public ConfigurationSet withDefaultMessageType(@Nullable MessageType defaultMessageType) {
        return with(defaultMessageType, defaultSenderId, defaultMessageFeedback, protectConfigurationId, tags);
    }

    /** The same set with another default sender id, or with none. */
    public ConfigurationSet withDefaultSenderId(@Nullable String defaultSenderId) {
        return with(defaultMessageType, defaultSenderId, defaultMessageFeedback, protectConfigurationId, tags);
    }

    /** The same set with another default for message feedback. */
    public ConfigurationSet withDefaultMessageFeedback(boolean defaultMessageFeedback) {
        return with(defaultMessageType, defaultSenderId, defaultMessageFeedback, protectConfigurationId, tags);
    }

    /** The same set with other tags. */
    public ConfigurationSet tagged(List<Tag> tags) {
        return with(defaultMessageType, defaultSenderId, defaultMessageFeedback, protectConfigurationId, tags);
    }

    private ConfigurationSet with(
            @Nullable MessageType defaultMessageType,
            @Nullable String defaultSenderId,
            @Nullable Boolean defaultMessageFeedback,
            @Nullable String protectConfigurationId,
            List<Tag> tags) {
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
