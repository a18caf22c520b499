package io.posthorn.registration.configurationset;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.ConfigurationSetOutput;
import io.posthorn.core.api.output.EventDestinationOutput.CloudWatchLogs;
import io.posthorn.core.api.output.EventDestinationOutput.KinesisFirehose;
import io.posthorn.core.api.output.EventDestinationOutput.Sns;
import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds an event destination, which publishes at once, to a configuration set. */
public record CreateEventDestination(
        String configurationSetName,
        String eventDestinationName,
        Set<EventType> matchingEventTypes,
        @Nullable CloudWatchLogs cloudWatchLogsDestination,
        @Nullable KinesisFirehose kinesisFirehoseDestination,
        @Nullable Sns snsDestination)
        implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return EventTarget.one(
                cloudWatchLogsDestination,
                kinesisFirehoseDestination,
                snsDestination,
                target -> decide(account, context, target));
    }

    private Decision decide(AccountResources account, DecisionContext context, EventTarget target) {
        return Decision.given(account, ResourceKind.CONFIGURATION_SET, configurationSetName, set -> {
            var destination = new EventDestination(
                    set.name(),
                    eventDestinationName,
                    true,
                    matchingEventTypes,
                    target.kind(),
                    target.arn(),
                    target.roleArn(),
                    context.now());
            if (account.find(ResourceKind.EVENT_DESTINATION, destination.id()).isPresent()) {
                return Decision.conflict(
                        ConflictReason.RESOURCE_ALREADY_EXISTS, ResourceType.EVENT_DESTINATION, eventDestinationName);
            }
            if (ConfigurationSetOutput.destinations(account, set.name()).count()
                    >= context.quotas().eventDestinationsPerConfigurationSet()) {
                return Decision.quotaExceeded(QuotaReason.EVENT_DESTINATIONS_PER_CONFIGURATION_SET);
            }
            return Decision.changed(EventDestinationAnswer.of(account, set, destination), new Change.Put(destination));
        });
    }
}
