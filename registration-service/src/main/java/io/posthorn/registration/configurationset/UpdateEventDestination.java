package io.posthorn.registration.configurationset;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.EventDestinationOutput.CloudWatchLogs;
import io.posthorn.core.api.output.EventDestinationOutput.KinesisFirehose;
import io.posthorn.core.api.output.EventDestinationOutput.Sns;
import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes what an event destination publishes and where; the kind of target stays as it was created. */
public record UpdateEventDestination(
        String configurationSetName,
        String eventDestinationName,
        @Nullable Boolean enabled,
        @Nullable Set<EventType> matchingEventTypes,
        @Nullable CloudWatchLogs cloudWatchLogsDestination,
        @Nullable KinesisFirehose kinesisFirehoseDestination,
        @Nullable Sns snsDestination)
        implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return EventTarget.atMostOne(
                cloudWatchLogsDestination,
                kinesisFirehoseDestination,
                snsDestination,
                requested -> EventDestinationAnswer.given(
                        account, configurationSetName, eventDestinationName, (set, present) -> {
                            var target = requested.orElseGet(
                                    () -> new EventTarget(present.target(), present.targetArn(), present.iamRoleArn()));
                            if (target.kind() != present.target()) {
                                return Decision.conflict(
                                        ConflictReason.EVENT_DESTINATION_MISMATCH,
                                        ResourceType.EVENT_DESTINATION,
                                        present.name());
                            }
                            var changed = new EventDestination(
                                    set.name(),
                                    present.name(),
                                    enabled == null ? present.enabled() : enabled,
                                    matchingEventTypes == null ? present.matching() : matchingEventTypes,
                                    target.kind(),
                                    target.arn(),
                                    target.roleArn(),
                                    present.createdAt());
                            return Decision.changed(
                                    EventDestinationAnswer.of(account, set, changed), new Change.Put(changed));
                        }));
    }
}
