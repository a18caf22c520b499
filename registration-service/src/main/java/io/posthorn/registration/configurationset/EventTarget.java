package io.posthorn.registration.configurationset;

import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.EventDestinationOutput.CloudWatchLogs;
import io.posthorn.core.api.output.EventDestinationOutput.KinesisFirehose;
import io.posthorn.core.api.output.EventDestinationOutput.Sns;
import io.posthorn.core.resource.EventDestination.Target;
import io.posthorn.registration.command.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where events go.
 *
 * @param roleArn topics have none
 */
record EventTarget(Target kind, String arn, @Nullable String roleArn) {
    private static final String MEMBERS = "CloudWatchLogsDestination, KinesisFirehoseDestination, SnsDestination";
    private static final String FIFO = ".fifo";

    /** Goes on with the one target a request names. */
    static Decision one(
            @Nullable CloudWatchLogs logs,
            @Nullable KinesisFirehose firehose,
            @Nullable Sns topic,
            Function<EventTarget, Decision> decide) {
        return atMostOne(
                logs,
                firehose,
                topic,
                target -> target.map(decide)
                        .orElseGet(() -> Decision.invalid(
                                ValidationReason.MISSING_PARAMETER, MEMBERS, "one of them is required")));
    }

    /** Goes on with the target a request names, if it names one. */
    static Decision atMostOne(
            @Nullable CloudWatchLogs logs,
            @Nullable KinesisFirehose firehose,
            @Nullable Sns topic,
            Function<Optional<EventTarget>, Decision> decide) {
        List<EventTarget> targets = new ArrayList<>();
        if (logs != null) {
            targets.add(new EventTarget(Target.CLOUD_WATCH_LOGS, logs.logGroupArn(), logs.iamRoleArn()));
        }
        if (firehose != null) {
            targets.add(new EventTarget(Target.KINESIS_FIREHOSE, firehose.deliveryStreamArn(), firehose.iamRoleArn()));
        }
        if (topic != null) {
            targets.add(new EventTarget(Target.SNS, topic.topicArn(), null));
        }
        if (topic != null && topic.topicArn().endsWith(FIFO)) {
            return Decision.invalid(
                    ValidationReason.INVALID_PARAMETER, "SnsDestination.TopicArn", "must not be a FIFO topic");
        }
        return targets.size() > 1
                ? Decision.invalid(
                        ValidationReason.PARAMETERS_CANNOT_BE_USED_TOGETHER, MEMBERS, "only one of them is allowed")
                : decide.apply(targets.stream().findFirst());
    }
}
