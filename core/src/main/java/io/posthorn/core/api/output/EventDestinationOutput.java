package io.posthorn.core.api.output;

import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.EventDestination;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event destination; exactly one of the three targets is there. */
public record EventDestinationOutput(
        String eventDestinationName,
        boolean enabled,
        List<EventType> matchingEventTypes,
        @Nullable CloudWatchLogs cloudWatchLogsDestination,
        @Nullable KinesisFirehose kinesisFirehoseDestination,
        @Nullable Sns snsDestination) {

    /** A log group; in requests it has the same form. */
    public record CloudWatchLogs(@Nullable String iamRoleArn, String logGroupArn) {}

    /** A delivery stream; in requests it has the same form. */
    public record KinesisFirehose(@Nullable String iamRoleArn, String deliveryStreamArn) {}

    /** A topic; in requests it has the same form. */
    public record Sns(String topicArn) {}

    public static EventDestinationOutput of(EventDestination destination) {
        var arn = destination.targetArn();
        var role = destination.iamRoleArn();
        var target = destination.target();
        return new EventDestinationOutput(
                destination.name(),
                destination.enabled(),
                destination.matching().stream().sorted().toList(),
                target == EventDestination.Target.CLOUD_WATCH_LOGS ? new CloudWatchLogs(role, arn) : null,
                target == EventDestination.Target.KINESIS_FIREHOSE ? new KinesisFirehose(role, arn) : null,
                target == EventDestination.Target.SNS ? new Sns(arn) : null);
    }
}
