package io.posthorn.standalone;

import io.posthorn.platform.test.AwsStandIn;
import java.util.List;

/** The services of AWS that the events of one account go to. */
final class PlayedAws implements AutoCloseable {
    static final String ACCOUNT = "333322221111";
    static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/writer";

    private final AwsStandIn logs = AwsStandIn.logs();
    private final AwsStandIn firehose = AwsStandIn.firehose();
    private final AwsStandIn sns = AwsStandIn.sns();

    /** What the system is to know of them. */
    List<String> arguments() {
        var forms = "--posthorn.dispatcher.accounts." + ACCOUNT + ".";
        var aws = "--posthorn.dispatcher.aws.";
        return List.of(
                forms + "logs=AWS",
                forms + "streams=AWS",
                forms + "topics=AWS",
                aws + "logs-endpoint=" + logs.url(),
                aws + "firehose-endpoint=" + firehose.url(),
                aws + "sns-endpoint=" + sns.url(),
                aws + "roles[0].account=" + ACCOUNT,
                aws + "roles[0].arn=" + ROLE,
                aws + "roles[0].access-key-id=" + AwsStandIn.KEY,
                aws + "roles[0].secret-access-key=" + AwsStandIn.SECRET,
                aws + "roles[1].account=" + ACCOUNT,
                aws + "roles[1].access-key-id=" + AwsStandIn.KEY,
                aws + "roles[1].secret-access-key=" + AwsStandIn.SECRET);
    }

    /** What CloudWatch Logs was asked. */
    List<AwsStandIn.Request> logs() {
        return logs.requests();
    }

    /** What Firehose was asked. */
    List<AwsStandIn.Request> firehose() {
        return firehose.requests();
    }

    /** What SNS was asked. */
    List<AwsStandIn.Request> sns() {
        return sns.requests();
    }

    @Override
    public void close() {
        logs.close();
        firehose.close();
        sns.close();
    }
}
