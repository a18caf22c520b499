package io.posthorn.registration.configurationset;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.TestAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationSetTest {
    private static final String NAMED = "{'ConfigurationSetName':'orders'}";

    private final TestAccount account = new TestAccount();

    @BeforeEach
    void createSet() {
        account.call("CreateConfigurationSet", NAMED);
    }

    private ConfigurationSet set() {
        return account.get(ResourceKind.CONFIGURATION_SET, "orders");
    }

    @Test
    void isCreatedOnce() {
        assertThat(account.refusalReason("CreateConfigurationSet", NAMED))
                .isEqualTo("Conflict RESOURCE_ALREADY_EXISTS configuration-set");
    }

    @Test
    void keepsToTheQuota() {
        for (int i = 1; i < Quotas.DEFAULT.configurationSets(); i++) {
            account.call("CreateConfigurationSet", "{'ConfigurationSetName':'set-" + i + "'}");
        }

        assertThat(account.refusalReason("CreateConfigurationSet", "{'ConfigurationSetName':'one-more'}"))
                .isEqualTo("Quota CONFIGURATION_SETS_PER_ACCOUNT");
    }

    @Test
    void takesItsEventDestinationsWithIt() {
        account.call("CreateConfigurationSet", "{'ConfigurationSetName':'orders-2'}");
        for (var set : new String[] {"orders", "orders-2"}) {
            account.call(
                    "CreateEventDestination",
                    "{'ConfigurationSetName':'" + set + "','EventDestinationName':'topic','MatchingEventTypes':['ALL'],"
                            + "'SnsDestination':{'TopicArn':'arn:aws:sns:us-east-1:111122223333:events'}}");
        }
        account.call("SetDefaultMessageType", "{'ConfigurationSetName':'orders','MessageType':'PROMOTIONAL'}");

        var output = account.call(
                "DeleteConfigurationSet",
                "{'ConfigurationSetName':'arn:aws:sms-voice:us-east-1:111122223333:configuration-set/orders'}");

        assertThat(output).isEqualTo(WireJson.MAPPER.readTree("""
                        {"ConfigurationSetArn": "arn:aws:sms-voice:us-east-1:111122223333:configuration-set/orders",
                         "ConfigurationSetName": "orders",
                         "EventDestinations": [{"EventDestinationName": "topic", "Enabled": true,
                           "MatchingEventTypes": ["ALL"],
                           "SnsDestination": {"TopicArn": "arn:aws:sns:us-east-1:111122223333:events"}}],
                         "DefaultMessageType": "PROMOTIONAL",
                         "CreatedTimestamp": 1704164645.123}
                        """));
        assertThat(account.resources().all(ResourceKind.CONFIGURATION_SET).map(ConfigurationSet::name))
                .containsExactly("orders-2");
        assertThat(account.resources().all(ResourceKind.EVENT_DESTINATION).map(each -> each.configurationSetName()))
                .containsExactly("orders-2");
    }

    @Test
    void setsAndDeletesTheDefaultMessageType() {
        assertThat(account.call("DeleteDefaultMessageType", NAMED).has("MessageType"))
                .isFalse();

        account.call("SetDefaultMessageType", "{'ConfigurationSetName':'orders','MessageType':'PROMOTIONAL'}");
        assertThat(set().defaultMessageType()).isEqualTo(MessageType.PROMOTIONAL);

        assertThat(account.call("DeleteDefaultMessageType", NAMED, "MessageType"))
                .isEqualTo("PROMOTIONAL");
        assertThat(set().defaultMessageType()).isNull();
    }

    @Test
    void setsAndDeletesTheDefaultSenderId() {
        account.call("SetDefaultSenderId", "{'ConfigurationSetName':'orders','SenderId':'ACME'}");
        assertThat(set().defaultSenderId()).isEqualTo("ACME");

        assertThat(account.call("DeleteDefaultSenderId", NAMED, "SenderId")).isEqualTo("ACME");
        assertThat(set().defaultSenderId()).isNull();
    }

    @Test
    void setsTheDefaultForMessageFeedback() {
        account.call(
                "SetDefaultMessageFeedbackEnabled", "{'ConfigurationSetName':'orders','MessageFeedbackEnabled':true}");

        assertThat(set().defaultMessageFeedback()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "DeleteConfigurationSet",
        "SetDefaultMessageType",
        "DeleteDefaultMessageType",
        "SetDefaultSenderId",
        "DeleteDefaultSenderId",
        "SetDefaultMessageFeedbackEnabled"
    })
    void hasToBeThere(String operation) {
        assertThat(account.refusalReason(
                        operation,
                        "{'ConfigurationSetName':'none','MessageType':'PROMOTIONAL','SenderId':'ACME',"
                                + "'MessageFeedbackEnabled':true}"))
                .isEqualTo("NotFound configuration-set");
    }
}
