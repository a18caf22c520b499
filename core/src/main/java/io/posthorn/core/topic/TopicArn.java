package io.posthorn.core.topic;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.Scope;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the ARN of a topic says, or the part about the topic of a subscription's ARN.
 *
 * @param scope where the topic lives
 * @param name of the topic
 */
public record TopicArn(Scope scope, String name) {
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:sns:([a-z0-9-]{1,32}):([0-9]{12}):([A-Za-z0-9_-]{1,256})(:.*)?");

    /** Reads the ARN of a topic, or of a subscription to it; empty where the text is neither. */
    public static Optional<TopicArn> parse(String arn) {
        var match = ARN.matcher(arn);
        return match.matches()
                ? Optional.of(new TopicArn(new Scope(new AccountId(match.group(2)), match.group(1)), match.group(3)))
                : Optional.empty();
    }
}
