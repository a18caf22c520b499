package io.posthorn.dispatcher.sink;

import io.posthorn.core.resource.EventDestination;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place events go to.
 *
 * @param kind what kind of place
 * @param name of the log group, delivery stream or topic
 * @param arn as its event destination has it
 */
public record Target(EventDestination.Target kind, String name, String arn) {
    private static final String ARN = "arn:[^:]*:";
    private static final Pattern LOG_GROUP =
            Pattern.compile(ARN + "logs:[^:]*:[^:]*:log-group:([.\\-_/#A-Za-z0-9]{1,512})(:.*)?");
    private static final Pattern STREAM =
            Pattern.compile(ARN + "firehose:[^:]*:[^:]*:deliverystream/([a-zA-Z0-9_.-]{1,64})");
    private static final Pattern TOPIC = Pattern.compile(ARN + "sns:[^:]*:[^:]*:([A-Za-z0-9_-]{1,256}(?:\\.fifo)?)");

    /** Where {@code destination} sends events; empty where its ARN names no place of its kind. */
    public static Optional<Target> of(EventDestination destination) {
        var pattern =
                switch (destination.target()) {
                    case CLOUD_WATCH_LOGS -> LOG_GROUP;
                    case KINESIS_FIREHOSE -> STREAM;
                    case SNS -> TOPIC;
                };
        var matcher = pattern.matcher(destination.targetArn());
        return matcher.matches()
                ? Optional.of(new Target(destination.target(), matcher.group(1), destination.targetArn()))
                : Optional.empty();
    }
}
