package io.posthorn.registration.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import io.posthorn.platform.delivery.Deliveries;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.registration.Catalogue;
import io.posthorn.schemas.ControlCommand;
import io.posthorn.schemas.ControlReply;
import io.posthorn.schemas.OptOutChange;
import io.posthorn.schemas.OptOutCommand;
import io.posthorn.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandProcessorTest {
    private static final String ACCOUNT = TestAccount.SCOPE.account().value();
    private static final Instant NOW = TestAccount.START;

    /** Takes the place of a decision with a mistake in it. */
    record DeleteAccountDefaultProtectConfiguration() implements Request {
        @Override
        public Decision decide(AccountResources account, DecisionContext context) {
            throw new IllegalStateException("a mistake");
        }
    }

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StageHarness<?> stage = TestStage.of(requests(), null, Clock.fixed(NOW, ZoneOffset.UTC), registry);

    private static List<Class<? extends Request>> requests() {
        var requests = new ArrayList<>(Catalogue.REQUESTS);
        requests.add(DeleteAccountDefaultProtectConfiguration.class);
        return requests;
    }

    private ControlReply send(String key, ControlCommand command) {
        stage.send(Topics.CONTROL_COMMANDS, key, command);
        var replies = stage.sent(Topics.CONTROL_REPLIES);
        assertThat(replies.getLast().key()).isEqualTo(command.getCommandId());
        return replies.getLast().value();
    }

    private ControlReply send(String operation, String input) {
        return send(ACCOUNT, command("command-1", ACCOUNT, "us-east-1", operation, input));
    }

    private static ControlCommand command(String id, String account, String region, String operation, String input) {
        return new ControlCommand(id, "gateway-1", account, region, operation, input.replace('\'', '"'), NOW, null);
    }

    private AccountResources resources() {
        return new TableResources(stage.table(Topics.RESOURCES), new ResourceCounts(), TestAccount.SCOPE);
    }

    private double counted(String operation, String outcome) {
        var counter = registry.find("posthorn.registration.commands")
                .tags("operation", operation, "outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void makesTheChangesAndRepliesWithTheirPlace() {
        var reply = send("CreateConfigurationSet", "{'ConfigurationSetName':'orders'}");

        assertThat(reply.getCommandId()).isEqualTo("command-1");
        assertThat(reply.getReplyTo()).isEqualTo("gateway-1");
        assertThat(reply.getAccepted()).isTrue();
        assertThat(reply.getBody())
                .isEqualTo("{\"ConfigurationSetArn\":"
                        + "\"arn:aws:sms-voice:us-east-1:111122223333:configuration-set/orders\","
                        + "\"ConfigurationSetName\":\"orders\",\"Tags\":[],\"CreatedTimestamp\":1704164645.123}");
        assertThat(reply.getTopic()).isEqualTo("resources");
        assertThat(reply.getPartition()).isZero();
        assertThat(reply.getOffset()).isNotNegative();
        assertThat(resources().find(ResourceKind.CONFIGURATION_SET, "orders")).isPresent();
        assertThat(counted("CreateConfigurationSet", "accepted")).isEqualTo(1);
    }

    @Test
    void asksTheEndpointOfANewSubscriptionToConfirm() {
        var arn = "arn:aws:sns:us-east-1:" + ACCOUNT + ":news";
        send("CreateTopic", "{'Name':'news'}");
        send("Subscribe", "{'TopicArn':'news','Protocol':'https','Endpoint':'https://example.com/'}");
        var subscription =
                resources().all(ResourceKind.SUBSCRIPTION).findFirst().orElseThrow();
        var token = Objects.requireNonNull(subscription.confirmation()).token();

        assertThat(stage.sent(Topics.EVENT_DELIVERIES)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(ACCOUNT + "/" + arn);
            assertThat(record.value().getType()).isEqualTo(Deliveries.CONFIRM);
            assertThat(record.value().getJson()).isEqualTo(token);
            assertThat(record.headers()).as("how far the reader has to know").isNotEmpty();
        });
        send("ConfirmSubscription", "{'TopicArn':'news','Token':'" + token + "'}");
        send(
                "SetSubscriptionAttributes",
                "{'SubscriptionArn':'" + subscription.id()
                        + "','AttributeName':'RawMessageDelivery','AttributeValue':'true'}");
        assertThat(stage.sent(Topics.EVENT_DELIVERIES)).hasSize(1);

        send("UnsubscribeByLink", "{'SubscriptionArn':'" + subscription.id() + "'}");

        assertThat(stage.sent(Topics.EVENT_DELIVERIES).getLast().value().getType())
                .isEqualTo(Deliveries.ENDED);
    }

    @Test
    void tellsTheOwnerOfOptedOutNumbersThatTheirListIsGone() {
        send("CreateOptOutList", "{'OptOutListName':'news'}");
        var incarnation = resources()
                .find(ResourceKind.OPT_OUT_LIST, "news")
                .orElseThrow()
                .incarnation();
        assertThat(incarnation).isPositive();

        send("DeleteOptOutList", "{'OptOutListName':'news'}");

        assertThat(stage.sent(Topics.OPT_OUT_COMMANDS)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(ACCOUNT + "/us-east-1/news@" + incarnation);
            assertThat(record.value())
                    .returns(OptOutChange.CLEAR, OptOutCommand::getChange)
                    .returns(incarnation, OptOutCommand::getOptOutListIncarnation)
                    .returns(null, OptOutCommand::getReplyTo);
        });
        send("CreateOptOutList", "{'OptOutListName':'news'}");
        assertThat(resources()
                        .find(ResourceKind.OPT_OUT_LIST, "news")
                        .orElseThrow()
                        .incarnation())
                .isGreaterThan(incarnation);
    }

    @Test
    void repliesWithTheErrorAndItsType() {
        var reply = send("DeletePool", "{'PoolId':'pool-1'}");

        assertThat(reply.getAccepted()).isFalse();
        assertThat(reply.getBody())
                .startsWith("{\"__type\":\"com.amazonaws.pinpointsmsvoicev2#ResourceNotFoundException\"")
                .contains("\"ResourceType\":\"pool\",\"ResourceId\":\"pool-1\"");
        assertThat(counted("DeletePool", "not-found")).isEqualTo(1);
    }

    @Test
    void createsTheDefaultOptOutListWithTheFirstCommandWhateverItIs() {
        send("DeletePool", "{'PoolId':'pool-1'}");

        assertThat(resources().all(ResourceKind.OPT_OUT_LIST))
                .containsExactly(new OptOutList(OptOutList.DEFAULT_NAME, List.of(), NOW));
        assertThat(new TableResources(
                                stage.table(Topics.RESOURCES),
                                new ResourceCounts(),
                                new io.posthorn.core.resource.Scope(TestAccount.SCOPE.account(), "eu-west-1"))
                        .all(ResourceKind.OPT_OUT_LIST))
                .isEmpty();
    }

    @Test
    void sendsMessagesThatTellHowFarTheirReaderMustHaveSeen() {
        send(
                "RequestPhoneNumber",
                "{'IsoCountryCode':'US','MessageType':'TRANSACTIONAL','NumberCapabilities':['SMS'],"
                        + "'NumberType':'SIMULATOR'}");
        send("CreateVerifiedDestinationNumber", "{'DestinationPhoneNumber':'+14254147755'}");
        var id = resources()
                .all(ResourceKind.VERIFIED_DESTINATION_NUMBER)
                .findFirst()
                .orElseThrow()
                .id();

        var reply = send(
                "SendDestinationNumberVerificationCode",
                "{'VerifiedDestinationNumberId':'" + id + "','VerificationChannel':'TEXT'}");

        assertThat(stage.sent(Topics.SEND_REQUESTS)).singleElement().satisfies(sent -> {
            assertThat(sent.key()).isEqualTo(ACCOUNT + "/+14254147755");
            assertThat(reply.getBody()).contains(sent.value().getMessageId());
            assertThat(sent.headers())
                    .extracting(
                            Header::key,
                            header -> ByteBuffer.wrap(header.value()).getLong())
                    .containsExactly(tuple("posthorn-seen", reply.getOffset() + 1));
        });
    }

    @Test
    void notesTheAttemptsItRefuses() {
        send(
                "RequestPhoneNumber",
                "{'IsoCountryCode':'US','MessageType':'TRANSACTIONAL','NumberCapabilities':['SMS'],"
                        + "'NumberType':'SIMULATOR'}");
        send("CreateVerifiedDestinationNumber", "{'DestinationPhoneNumber':'+14254147755'}");
        var id = resources()
                .all(ResourceKind.VERIFIED_DESTINATION_NUMBER)
                .findFirst()
                .orElseThrow()
                .id();
        send(
                "SendDestinationNumberVerificationCode",
                "{'VerifiedDestinationNumberId':'" + id + "','VerificationChannel':'TEXT'}");

        var reply = send(
                "VerifyDestinationNumber", "{'VerifiedDestinationNumberId':'" + id + "','VerificationCode':'wrong'}");

        assertThat(reply.getAccepted()).isFalse();
        assertThat(resources().find(ResourceKind.VERIFIED_DESTINATION_NUMBER, id))
                .map(VerifiedDestinationNumber::code)
                .map(VerifiedDestinationNumber.Code::wrongTries)
                .contains(1);
    }

    @Test
    void keepsAccountsApart() {
        send("CreateConfigurationSet", "{'ConfigurationSetName':'orders'}");

        var other = "999999999999";
        var reply = send(
                other,
                command(
                        "command-2",
                        other,
                        "us-east-1",
                        "DeleteConfigurationSet",
                        "{'ConfigurationSetName':'orders'}"));
        var byArn = send(
                other,
                command(
                        "command-3",
                        other,
                        "us-east-1",
                        "DeleteConfigurationSet",
                        "{'ConfigurationSetName':'arn:aws:sms-voice:us-east-1:111122223333:configuration-set/orders'}"));

        assertThat(reply.getBody()).contains("ResourceNotFoundException");
        assertThat(byArn.getBody()).contains("ResourceNotFoundException");
        assertThat(resources().find(ResourceKind.CONFIGURATION_SET, "orders")).isPresent();
    }

    @Test
    void givesEveryCommandNumbersOfItsOwn() {
        var input = "{'IsoCountryCode':'US','MessageType':'TRANSACTIONAL','NumberCapabilities':['SMS'],"
                + "'NumberType':'SIMULATOR'}";
        send("RequestPhoneNumber", input);
        send("RequestPhoneNumber", input);

        assertThat(resources().all(ResourceKind.PHONE_NUMBER).map(number -> number.number()))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void repeatsAnAnswerWithAPlaceBehindTheFirstChanges() {
        var input = "{'ClientToken':'t','ConfigurationSetName':'orders'}";
        var first = send("CreateConfigurationSet", input);

        var second = send("CreateConfigurationSet", input);

        assertThat(second.getAccepted()).isTrue();
        assertThat(second.getBody()).isEqualTo(first.getBody());
        assertThat(second.getOffset()).isGreaterThan(first.getOffset());
        assertThat(counted("CreateConfigurationSet", "repeated")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"111122223333, 444455556666, us-east-1", "short, short, us-east-1", "111122223333, 111122223333, US!"})
    void refusesCommandsThatBelongToNoAccountOfThePartition(String key, String account, String region) {
        var reply = send(key, command("command-1", account, region, "CreateProtectConfiguration", "{}"));

        assertThat(reply.getAccepted()).isFalse();
        assertThat(reply.getBody()).contains("\"Reason\":\"INVALID_REQUEST\"");
        assertThat(stage.table(Topics.RESOURCES).entries()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', gateway-1", "command-1, ''"})
    void parksCommandsThatNobodyWaitsFor(String commandId, String replyTo) {
        stage.send(
                Topics.CONTROL_COMMANDS,
                ACCOUNT,
                new ControlCommand(
                        commandId, replyTo, ACCOUNT, "us-east-1", "CreateProtectConfiguration", "{}", NOW, null));

        assertThat(stage.deadLetters())
                .singleElement()
                .satisfies(parked -> assertThat(parked.reason()).isEqualTo("UNANSWERABLE"));
        assertThat(stage.sent(Topics.CONTROL_REPLIES)).isEmpty();
        assertThat(counted("unknown", "unanswerable")).isEqualTo(1);
    }

    @Test
    void parksACommandItFailsOnAndStillAnswers() {
        var reply = send("DeleteAccountDefaultProtectConfiguration", "{}");

        assertThat(reply.getAccepted()).isFalse();
        assertThat(reply.getBody()).contains("InternalServerException").doesNotContain("a mistake");
        assertThat(stage.deadLetters())
                .singleElement()
                .satisfies(parked -> assertThat(parked.reason()).isEqualTo("FAILED"));
        assertThat(counted("DeleteAccountDefaultProtectConfiguration", "failed"))
                .isEqualTo(1);
    }

    @Test
    void doesNotTagMetricsWithNamesAnybodyMadeUp() {
        send("MadeUp", "{}");

        assertThat(counted("unknown", "invalid")).isEqualTo(1);
    }

    @Test
    void removesExpiredTokensPageByPageAndThenRests() {
        for (int i = 0; i <= TokenSweep.PAGE; i++) {
            send("CreateConfigurationSet", "{'ClientToken':'t%d','ConfigurationSetName':'orders'}".formatted(i));
            send("DeleteConfigurationSet", "{'ConfigurationSetName':'orders'}");
        }
        assertThat(resources().all(ResourceKind.CLIENT_TOKEN)).hasSize(TokenSweep.PAGE + 1);
        var expired = NOW.plus(Duration.ofHours(8));

        assertThat(stage.wakeAt(expired)).isTrue();
        assertThat(resources().all(ResourceKind.CLIENT_TOKEN)).hasSize(1);
        assertThat(stage.wakeAt(expired)).isFalse();

        var next = expired.plus(TokenSweep.BETWEEN_PAGES);
        assertThat(stage.wakeAt(next)).isTrue();
        assertThat(resources().all(ResourceKind.CLIENT_TOKEN)).isEmpty();
        assertThat(stage.nextWake()).contains(next.plus(Duration.ofMinutes(15)));
    }

    @Test
    void keepsTokensThatStillCount() {
        send("CreateConfigurationSet", "{'ClientToken':'t','ConfigurationSetName':'orders'}");

        stage.wakeAt(NOW.plus(Duration.ofHours(8)).minusMillis(1));

        assertThat(resources().find(ResourceKind.CLIENT_TOKEN, "t")).isPresent();
    }
}
