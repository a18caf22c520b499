package io.posthorn.dispatcher.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.resource.EventDestination;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

    @ParameterizedTest(name = "{0} {1} names {2}")
    @CsvSource({
        "CLOUD_WATCH_LOGS, arn:aws:logs:us-east-1:123456789012:log-group:quick-start, quick-start",
        "CLOUD_WATCH_LOGS, arn:aws:logs:us-east-1:123456789012:log-group:/sms/events:*, /sms/events",
        "CLOUD_WATCH_LOGS, arn:aws-us-gov:logs:us-gov-west-1:123456789012:log-group:g, g",
        "KINESIS_FIREHOSE, arn:aws:firehose:us-east-1:123456789012:deliverystream/all.events, all.events",
        "SNS, arn:aws:sns:us-east-1:123456789012:sms_events, sms_events",
        "SNS, arn:aws:sns:us-east-1:123456789012:sms.fifo, sms.fifo"
    })
    void readsNamesFromArns(EventDestination.Target kind, String arn, String name) {
        assertThat(Target.of(kind, arn)).get().extracting(Target::name).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "CLOUD_WATCH_LOGS, arn:aws:sns:us-east-1:123456789012:topic",
        "CLOUD_WATCH_LOGS, arn:aws:logs:us-east-1:123456789012:log-group:",
        "KINESIS_FIREHOSE, arn:aws:kinesis:us-east-1:123456789012:stream/s",
        "KINESIS_FIREHOSE, arn:aws:firehose:us-east-1:123456789012:deliverystream/../up",
        "SNS, arn:aws:sns:us-east-1:123456789012:topic:6b0e71bd-7e97-4d97-80ce-4a0994e55286",
        "SNS, topic"
    })
    void findsNothingInOtherArns(EventDestination.Target kind, String arn) {
        assertThat(Target.of(kind, arn)).isEmpty();
    }
}
