package io.posthorn.optout;

import static io.posthorn.optout.SampleRecords.ACCOUNT;
import static io.posthorn.optout.SampleRecords.GATEWAY;
import static io.posthorn.optout.SampleRecords.LIST;
import static io.posthorn.optout.SampleRecords.NOW;
import static io.posthorn.optout.SampleRecords.NUMBER;
import static io.posthorn.optout.SampleRecords.RECIPIENT;
import static io.posthorn.optout.SampleRecords.command;
import static io.posthorn.optout.SampleRecords.entry;
import static io.posthorn.optout.SampleRecords.key;
import static io.posthorn.optout.SampleRecords.message;
import static io.posthorn.optout.SampleRecords.routed;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.ControlReply;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.OptOutChange;
import io.posthorn.schemas.OptOutCommand;
import io.posthorn.schemas.RoutedSend;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OptOutProcessorTest {
    private static final ApiModel MODEL = ApiModel.load();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StageHarness<OptOutProcessor> harness = StageHarness.of(
            OptOutProcessor.stage(new ApiErrors(MODEL), new OptOutMeters(meters), Clock.fixed(NOW, ZoneOffset.UTC)));

    @Test
    void clearsMessagesToRecipientsOnNoList() {
        var routed = routed(LIST, RECIPIENT);
        harness.send(Topics.ROUTED_SENDS, key(RECIPIENT), routed);

        assertThat(harness.sent(Topics.CLEARED_SENDS)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(ACCOUNT + "/" + NUMBER);
            assertThat(record.value()).isEqualTo(new ClearedSend(routed.getMessage(), false));
        });
        assertThat(harness.sent(Topics.DELIVERY_EVENTS)).isEmpty();
        assertThat(meters.counter("posthorn.optout.cleared").count()).isEqualTo(1);
    }

    @Test
    void rejectsDestinationThatOptedOut() {
        var routed = routed(LIST, RECIPIENT);
        var messageId = routed.getMessage().getMessageId();
        put(RECIPIENT, NOW);
        harness.send(Topics.ROUTED_SENDS, key(RECIPIENT), routed);

        assertThat(harness.sent(Topics.CLEARED_SENDS)).isEmpty();
        assertThat(harness.sent(Topics.DELIVERY_EVENTS)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(messageId);
            assertThat(record.value())
                    .returns("TEXT_BLOCKED", DeliveryEvent::getEventType)
                    .returns("DESTINATION_OPTED_OUT", DeliveryEvent::getReason)
                    .returns(messageId, DeliveryEvent::getMessageId)
                    .returns("set", DeliveryEvent::getConfigurationSetName)
                    .returns(NOW, DeliveryEvent::getEventTimestamp)
                    .returns(true, DeliveryEvent::getIsFinal);
        });
        assertThat(meters.counter("posthorn.optout.blocked").count()).isEqualTo(1);
    }

    @Test
    void stopsMessagesFromTheVeryNextRecordOfTheSameBatch() {
        harness.batch(() -> {
            harness.send(Topics.ROUTED_SENDS, key(RECIPIENT), routed(LIST, RECIPIENT));
            put(RECIPIENT, NOW);
            harness.send(Topics.ROUTED_SENDS, key(RECIPIENT), routed(LIST, RECIPIENT));
            assertThat(harness.sent(Topics.CONTROL_REPLIES))
                    .as("no reply before the commit")
                    .isEmpty();
        });

        assertThat(harness.sent(Topics.CLEARED_SENDS)).hasSize(1);
        assertThat(harness.sent(Topics.DELIVERY_EVENTS)).hasSize(1);
        assertThat(harness.sent(Topics.CONTROL_REPLIES)).hasSize(1);
    }

    @Test
    void letsTheAnswerToAnOptOutPass() {
        put(RECIPIENT, NOW);
        harness.send(Topics.ROUTED_SENDS, key(RECIPIENT), new RoutedSend(message(LIST, RECIPIENT), true, false));
        harness.send(Topics.ROUTED_SENDS, key(RECIPIENT), routed(LIST, RECIPIENT));

        assertThat(harness.sent(Topics.CLEARED_SENDS)).hasSize(1);
        assertThat(harness.sent(Topics.DELIVERY_EVENTS)).hasSize(1);
    }

    @Test
    void tellsWhatCanBeAnsweredOnceItMayLeave() {
        var sent = message(LIST, RECIPIENT);
        harness.send(Topics.ROUTED_SENDS, key(RECIPIENT), new RoutedSend(sent, false, true));
        put(RECIPIENT, NOW);
        harness.send(Topics.ROUTED_SENDS, key(RECIPIENT), new RoutedSend(message(LIST, RECIPIENT), false, true));

        assertThat(harness.sent(Topics.TWO_WAY_SENDS)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(NUMBER + "/" + RECIPIENT);
            assertThat(record.value().getMessageId()).isEqualTo(sent.getMessageId());
        });
    }

    @Test
    void staysOptedOutAfterARestart() {
        put(RECIPIENT, NOW);
        harness.restart();
        harness.send(Topics.ROUTED_SENDS, key(RECIPIENT), routed(LIST, RECIPIENT));

        assertThat(harness.sent(Topics.CLEARED_SENDS)).isEmpty();
    }

    @ParameterizedTest(name = "list {0}, recipient {1}")
    @CsvSource({"OtherList, +14254147755", "OurList, +14254147167"})
    void clearsMessagesTheListDoesNotStop(String list, String recipient) {
        put(RECIPIENT, NOW);
        harness.send(Topics.ROUTED_SENDS, key(recipient), routed(list, recipient));

        assertThat(harness.sent(Topics.CLEARED_SENDS)).hasSize(1);
    }

    @Test
    void sendsAgainToRecipientsTakenOffTheList() {
        put(RECIPIENT, NOW);
        delete(RECIPIENT);
        harness.send(Topics.ROUTED_SENDS, key(RECIPIENT), routed(LIST, RECIPIENT));

        assertThat(harness.sent(Topics.CLEARED_SENDS)).hasSize(1);
        assertThat(harness.table(Topics.OPTED_OUT_NUMBERS).entries()).isEmpty();
    }

    @Test
    void answersWithTheEntryAndWhereItStands() {
        var command = command(OptOutChange.PUT, RECIPIENT, false, NOW);
        send(command);

        assertThat(harness.sent(Topics.CONTROL_REPLIES)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(command.getCommandId());
            assertThat(record.value())
                    .returns(command.getCommandId(), ControlReply::getCommandId)
                    .returns(GATEWAY, ControlReply::getReplyTo)
                    .returns(true, ControlReply::getAccepted)
                    .returns("opted-out-numbers", ControlReply::getTopic);
            assertThat(body(record.value())).isEqualTo(JsonMapper.shared().readTree("""
                            {"OptOutListArn": "arn:aws:sms-voice:us-east-1:123456789012:opt-out-list/OurList",
                             "OptOutListName": "OurList",
                             "OptedOutNumber": "+14254147755",
                             "OptedOutTimestamp": 1795348800.000,
                             "EndUserOptedOut": false}"""));
            assertThat(RequestValidator.violations(
                            MODEL.operation("PutOptedOutNumber").orElseThrow().output(), body(record.value())))
                    .isEmpty();
        });
    }

    @Test
    void answersARepeatedOptOutWithTheFirst() {
        put(RECIPIENT, NOW);
        put(RECIPIENT, NOW.plusSeconds(60));

        assertThat(harness.values(Topics.CONTROL_REPLIES))
                .extracting(reply -> body(reply).get("OptedOutTimestamp").decimalValue())
                .hasSize(2)
                .containsOnly(body(harness.values(Topics.CONTROL_REPLIES).getFirst())
                        .get("OptedOutTimestamp")
                        .decimalValue());
        assertThat(harness.table(Topics.OPTED_OUT_NUMBERS).entries().get(entry(LIST, RECIPIENT)))
                .satisfies(entry -> assertThat(entry.getOptedOutAt()).isEqualTo(NOW));
    }

    @ParameterizedTest(name = "recipient itself first {0}, then {1}: {2} at {3} s")
    @CsvSource({"false, true, true, 60", "true, false, true, 0", "true, true, true, 0", "false, false, false, 0"})
    void letsTheRecipientsOwnOptOutCountForMore(boolean first, boolean second, boolean result, long seconds) {
        send(command(OptOutChange.PUT, RECIPIENT, first, NOW));
        send(command(OptOutChange.PUT, RECIPIENT, second, NOW.plusSeconds(60)));

        assertThat(harness.table(Topics.OPTED_OUT_NUMBERS).entries().get(entry(LIST, RECIPIENT)))
                .satisfies(entry -> {
                    assertThat(entry.getEndUserOptedOut()).isEqualTo(result);
                    assertThat(entry.getOptedOutAt()).isEqualTo(NOW.plusSeconds(seconds));
                });
    }

    @Test
    void answersADeleteWithWhatWasThere() {
        put(RECIPIENT, NOW);
        harness.clearSent();
        delete(RECIPIENT);

        assertThat(harness.values(Topics.CONTROL_REPLIES)).singleElement().satisfies(reply -> {
            assertThat(reply.getAccepted()).isTrue();
            assertThat(body(reply).get("OptedOutNumber").stringValue()).isEqualTo(RECIPIENT);
            assertThat(RequestValidator.violations(
                            MODEL.operation("DeleteOptedOutNumber")
                                    .orElseThrow()
                                    .output(),
                            body(reply)))
                    .isEmpty();
        });
    }

    @Test
    void refusesToDeleteANumberThatIsNotOnTheList() {
        delete(RECIPIENT);

        assertThat(harness.values(Topics.CONTROL_REPLIES)).singleElement().satisfies(reply -> {
            assertThat(reply.getAccepted()).isFalse();
            assertThat(body(reply).get("__type").stringValue()).endsWith("#ResourceNotFoundException");
            assertThat(body(reply).get("ResourceType").stringValue()).isEqualTo("opted-out-number");
            assertThat(body(reply).get("ResourceId").stringValue()).isEqualTo(RECIPIENT);
        });
    }

    @Test
    void doesNotReplyWhereNobodyWaits() {
        send(OptOutCommand.newBuilder(command(OptOutChange.PUT, RECIPIENT, true, NOW))
                .setReplyTo(null)
                .build());

        assertThat(harness.sent(Topics.CONTROL_REPLIES)).isEmpty();
        assertThat(harness.table(Topics.OPTED_OUT_NUMBERS).entries()).hasSize(1);
    }

    @Test
    void parksCommandsUnderAnotherKey() {
        harness.send(Topics.OPT_OUT_COMMANDS, ACCOUNT, command(OptOutChange.PUT, RECIPIENT, false, NOW));

        assertThat(harness.deadLetters())
                .singleElement()
                .satisfies(deadLetter -> assertThat(deadLetter.reason()).isEqualTo("WRONG_KEY"));
        assertThat(harness.table(Topics.OPTED_OUT_NUMBERS).entries()).isEmpty();
    }

    private void put(String recipient, Instant at) {
        send(command(OptOutChange.PUT, recipient, false, at));
    }

    private void delete(String recipient) {
        send(command(OptOutChange.DELETE, recipient, false, NOW));
    }

    private void send(OptOutCommand command) {
        harness.send(Topics.OPT_OUT_COMMANDS, key(command.getPhoneNumber()), command);
    }

    private static JsonNode body(ControlReply reply) {
        return JsonMapper.shared().readTree(reply.getBody());
    }
}
