package io.posthorn.registration.configurationset;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.TestAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDestinationTest {
    private static final String ROLE = "'IamRoleArn':'arn:aws:iam::111122223333:role/events'";
    private static final String LOGS = "'CloudWatchLogsDestination':{" + ROLE
            + ",'LogGroupArn':'arn:aws:logs:us-east-1:111122223333:log-group:a'}";
    private static final String FIREHOSE = "'KinesisFirehoseDestination':{" + ROLE
            + ",'DeliveryStreamArn':'arn:aws:firehose:us-east-1:111122223333:deliverystream/a'}";
    private static final String TOPIC = "'SnsDestination':{'TopicArn':'arn:aws:sns:us-east-1:111122223333:a'}";

    private final TestAccount account = new TestAccount();

    @BeforeEach
    void createSet() {
        account.call("CreateConfigurationSet", "{'ConfigurationSetName':'orders'}");
    }

    private static String named(String name, String more) {
        return "{'ConfigurationSetName':'orders','EventDestinationName':'" + name + "'" + more + "}";
    }

    private static String creation(String name, String target) {
        return named(name, ",'MatchingEventTypes':['TEXT_DELIVERED','TEXT_ALL','TEXT_ALL']," + target);
    }

    private EventDestination destination(String name) {
        return account.get(ResourceKind.EVENT_DESTINATION, "orders/" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {LOGS, FIREHOSE, TOPIC})
    void isCreatedWithOneTargetAndEnabled(String target) {
        var output = account.call("CreateEventDestination", creation("events", target));

        assertThat(output).isEqualTo(WireJson.MAPPER.readTree("""
            {"ConfigurationSetArn": "arn:aws:sms-voice:us-east-1:111122223333:configuration-set/orders",
             "ConfigurationSetName": "orders",
             "EventDestination": {"EventDestinationName": "events", "Enabled": true,
               "MatchingEventTypes": ["TEXT_ALL", "TEXT_DELIVERED"], %s}}
            """.formatted(target.replace('\'', '"'))));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'MatchingEventTypes':['ALL']|MISSING_PARAMETER",
                "'MatchingEventTypes':['ALL']," + LOGS + "," + TOPIC + "|PARAMETERS_CANNOT_BE_USED_TOGETHER",
                "'MatchingEventTypes':['ALL'],'SnsDestination':{}|FIELD_VALIDATION_FAILED",
                "'MatchingEventTypes':['ALL'],'SnsDestination':{'TopicArn':'arn:aws:sns:us-east-1:111122223333:a.fifo'}"
                        + "|INVALID_PARAMETER",
                "'MatchingEventTypes':[]," + TOPIC + "|FIELD_VALIDATION_FAILED",
                "'MatchingEventTypes':['NONE']," + TOPIC + "|FIELD_VALIDATION_FAILED"
            })
    void isNotCreatedWithoutExactlyOneTargetAndAType(String members, String reason) {
        assertThat(account.refusalReason("CreateEventDestination", named("events", "," + members)))
                .isEqualTo("Validation " + reason);
    }

    @Test
    void isCreatedOnce() {
        account.call("CreateEventDestination", creation("events", TOPIC));

        assertThat(account.refusalReason("CreateEventDestination", creation("events", LOGS)))
                .isEqualTo("Conflict RESOURCE_ALREADY_EXISTS event-destination");
    }

    @Test
    void keepsToTheQuotaOfEachSet() {
        for (int i = 1; i <= 5; i++) {
            account.call("CreateEventDestination", creation("events-" + i, TOPIC));
        }

        assertThat(account.refusalReason("CreateEventDestination", creation("events-6", TOPIC)))
                .isEqualTo("Quota EVENT_DESTINATIONS_PER_CONFIGURATION_SET");
        account.call("CreateConfigurationSet", "{'ConfigurationSetName':'another'}");
        account.call("CreateEventDestination", creation("events-6", TOPIC).replace("'orders'", "'another'"));
    }

    @Test
    void changesOnlyWhatIsNamed() {
        account.call("CreateEventDestination", creation("events", LOGS));

        account.call("UpdateEventDestination", named("events", ",'Enabled':false"));
        account.call("UpdateEventDestination", named("events", ",'MatchingEventTypes':['VOICE_ALL']"));
        account.call(
                "UpdateEventDestination",
                named("events", "," + LOGS.replace("log-group:a", "log-group:b").replace("role/events", "role/more")));

        var changed = destination("events");
        assertThat(changed.enabled()).isFalse();
        assertThat(changed.matching()).containsExactly(EventType.VOICE_ALL);
        assertThat(changed.target()).isEqualTo(EventDestination.Target.CLOUD_WATCH_LOGS);
        assertThat(changed.targetArn()).endsWith("log-group:b");
        assertThat(changed.iamRoleArn()).endsWith("role/more");
        assertThat(changed.createdAt()).isEqualTo(TestAccount.START);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                TOPIC + "|Conflict EVENT_DESTINATION_MISMATCH event-destination",
                FIREHOSE + "|Conflict EVENT_DESTINATION_MISMATCH event-destination",
                LOGS + "," + TOPIC + "|Validation PARAMETERS_CANNOT_BE_USED_TOGETHER"
            })
    void keepsItsKindOfTarget(String target, String reason) {
        account.call("CreateEventDestination", creation("events", LOGS));

        assertThat(account.refusalReason("UpdateEventDestination", named("events", "," + target)))
                .isEqualTo(reason);
        assertThat(destination("events").target()).isEqualTo(EventDestination.Target.CLOUD_WATCH_LOGS);
    }

    @Test
    void isDeletedAlone() {
        account.call("CreateEventDestination", creation("events", TOPIC));
        account.call("CreateEventDestination", creation("events-2", TOPIC));

        var output = account.call("DeleteEventDestination", named("events", ""));

        assertThat(output.required("EventDestination")
                        .required("EventDestinationName")
                        .asString())
                .isEqualTo("events");
        assertThat(account.resources().all(ResourceKind.EVENT_DESTINATION).map(EventDestination::name))
                .containsExactly("events-2");
    }

    @ParameterizedTest
    @CsvSource({"UpdateEventDestination", "DeleteEventDestination"})
    void hasToBeThereWithItsSet(String operation) {
        assertThat(account.refusalReason(operation, named("events", ""))).isEqualTo("NotFound event-destination");
        assertThat(account.refusalReason(operation, named("events", "").replace("'orders'", "'none'")))
                .isEqualTo("NotFound configuration-set");
    }

    @Test
    void needsASet() {
        assertThat(account.refusalReason(
                        "CreateEventDestination", creation("events", TOPIC).replace("'orders'", "'none'")))
                .isEqualTo("NotFound configuration-set");
    }
}
