package io.posthorn.core.api.output;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.ResourceKind;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A configuration set with every member that some answer shows, its event destinations among them. */
public record ConfigurationSetOutput(
        String configurationSetArn,
        String configurationSetName,
        List<EventDestinationOutput> eventDestinations,
        @Nullable MessageType defaultMessageType,
        @Nullable String defaultSenderId,
        @Nullable Boolean defaultMessageFeedbackEnabled,
        List<TagOutput> tags,
        Instant createdTimestamp,
        @Nullable String protectConfigurationId) {

    /**
     * The output for a set.
     *
     * @param account where the set's event destinations are looked up
     */
    public static ConfigurationSetOutput of(AccountResources account, ConfigurationSet set) {
        return new ConfigurationSetOutput(
                account.arnOf(set),
                set.name(),
                destinations(account, set.name())
                        .map(EventDestinationOutput::of)
                        .toList(),
                set.defaultMessageType(),
                set.defaultSenderId(),
                set.defaultMessageFeedback(),
                TagOutput.of(set.tags()),
                set.createdAt(),
                set.protectConfigurationId());
    }

    /** The event destinations of a set, by name. */
    public static Stream<EventDestination> destinations(AccountResources account, String configurationSetName) {
        return account.startingWith(ResourceKind.EVENT_DESTINATION, EventDestination.idPrefix(configurationSetName));
    }
}
