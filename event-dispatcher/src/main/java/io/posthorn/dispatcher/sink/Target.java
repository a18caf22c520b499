package io.posthorn.dispatcher.sink;

import io.posthorn.core.resource.EventDestination;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an event destination names: a log group, a delivery stream or a topic.
 *
 * @param kind what kind of place
 * @param region as its ARN has it
 * @param name of the log group, delivery stream or topic
 * @param arn as its event destination has it; without spaces
 */
public record Target(EventDestination.Target kind, String region, String name, String arn) {
    private static final String ARN = "arn:[^: ]*:";
    private static final Pattern LOG_GROUP =
            Pattern.compile(ARN + "logs:([^: ]*):[^: ]*:log-group:([.\\-_/#A-Za-z0-9]{1,512})(?::[^ ]*)?");
    private static final Pattern STREAM =
            Pattern.compile(ARN + "firehose:([^: ]*):[^: ]*:deliverystream/([a-zA-Z0-9_.-]{1,64})");
    private static final Pattern TOPIC =
            Pattern.compile(ARN + "sns:([^: ]*):[^: ]*:([A-Za-z0-9_-]{1,256}(?:\\.fifo)?)");

    /** What an ARN names; empty where it names nothing of that kind. */
    public static Optional<Target> of(EventDestination.Target kind, String arn) {
        var pattern =
                switch (kind) {
                    case CLOUD_WATCH_LOGS -> LOG_GROUP;
                    case KINESIS_FIREHOSE -> STREAM;
                    case SNS -> TOPIC;
                };
        var matcher = pattern.matcher(arn);
        return matcher.matches()
                ? Optional.of(new Target(kind, matcher.group(1), matcher.group(2), arn))
                : Optional.empty();
    }
}
