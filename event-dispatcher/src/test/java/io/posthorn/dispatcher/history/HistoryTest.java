package io.posthorn.dispatcher.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.dispatcher.Events;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.ControlReply;
import io.posthorn.schemas.MessageLookup;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The harness gives every record the time at which the epoch began. */
class HistoryTest {
    private static final String MESSAGE = "00000000-0000-4000-8000-000000000001";
    private static final Instant BEGIN = Instant.EPOCH;

    private final ManualClock clock = new ManualClock(BEGIN);
    private final StageHarness<History> history = StageHarness.of(History.stage(Duration.ofDays(3), clock));

    @Test
    void tellsWhatHasBecomeOfAMessage() {
        var queued = Events.anEvent(MESSAGE)
                .setEventId("1")
                .setEventType("TEXT_QUEUED")
                .setMessageStatus("QUEUED")
                .setIsFinal(false)
                .build();
        history.send(Topics.DELIVERY_EVENTS, MESSAGE, queued);
        history.send(Topics.DELIVERY_EVENTS, MESSAGE, Events.anEvent(MESSAGE).build());
        history.send(Topics.DELIVERY_EVENTS, "other", Events.anEvent("other").build());

        var answer = ask(lookup().build());

        assertThat(answer.path("MessageStatus").stringValue()).isEqualTo("SUCCESSFUL");
        assertThat(answer.path("IsFinal").booleanValue()).isTrue();
        assertThat(answer.path("TotalMessagePrice").stringValue()).isEqualTo("0.09582");
        assertThat(answer.path("RequestTimestamp").decimalValue()).isEqualByComparingTo("1686975103.170");
        assertThat(answer.path("Events")
                        .valueStream()
                        .map(event -> event.path("EventType").stringValue()))
                .containsExactly("TEXT_QUEUED", "TEXT_SUCCESSFUL");
    }

    @Test
    void answersInTheShapeOfItsModel() {
        history.send(Topics.DELIVERY_EVENTS, MESSAGE, Events.anEvent(MESSAGE).build());

        var shape = ApiModel.load("messages.json")
                .operation("GetMessage")
                .orElseThrow()
                .output();
        assertThat(RequestValidator.violations(shape, ask(lookup().build()))).isEmpty();
    }

    @Test
    void tellsAnEventOnceThatWasWrittenTwice() {
        history.send(Topics.DELIVERY_EVENTS, MESSAGE, Events.anEvent(MESSAGE).build());
        history.send(Topics.DELIVERY_EVENTS, MESSAGE, Events.anEvent(MESSAGE).build());

        assertThat(ask(lookup().build()).path("Events").size()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"999999999999, us-east-1", "123456789012, us-west-2"})
    void tellsNobodyElse(String account, String region) {
        history.send(Topics.DELIVERY_EVENTS, MESSAGE, Events.anEvent(MESSAGE).build());

        var error = ask(lookup().setAccountId(account).setRegion(region).build());

        assertThat(error.path("__type").stringValue()).endsWith("#ResourceNotFoundException");
        assertThat(error.path("ResourceType").stringValue()).isEqualTo("message");
        assertThat(error.path("ResourceId").stringValue()).isEqualTo(MESSAGE);
        assertThat(error.has("Events")).isFalse();
    }

    @Test
    void knowsNothingOfOtherMessages() {
        assertThat(ask(lookup().build()).path("__type").stringValue()).endsWith("#ResourceNotFoundException");
        assertThat(history.values(Topics.CONTROL_REPLIES))
                .singleElement()
                .returns(false, ControlReply::getAccepted)
                .returns("gateway-1", ControlReply::getReplyTo)
                .returns("lookup-1", ControlReply::getCommandId);
    }

    @Test
    void remembersThroughARestart() {
        history.send(Topics.DELIVERY_EVENTS, MESSAGE, Events.anEvent(MESSAGE).build());

        history.restart();

        assertThat(ask(lookup().build()).path("Events").size()).isOne();
    }

    @Test
    void forgetsWhatIsTooOldByTheDay() {
        history.wakeAt(clock.instant());
        history.send(Topics.DELIVERY_EVENTS, MESSAGE, Events.anEvent(MESSAGE).build());
        var end = BEGIN.plus(Duration.ofDays(4));
        assertThat(history.nextWake()).contains(end);

        clock.setTo(end.minusMillis(1));
        assertThat(ask(lookup().build()).path("Events").size()).isOne();

        clock.setTo(end);
        assertThat(history.wakeAt(clock.instant())).isTrue();
        assertThat(history.table(Topics.DELIVERY_EVENTS).entries()).isEmpty();
        assertThat(history.nextWake()).contains(BEGIN.plus(Duration.ofDays(8)));
    }

    @Test
    void doesNotRememberWhatIsTooOldAlready() {
        clock.setTo(BEGIN.plus(Duration.ofDays(4)));

        history.send(Topics.DELIVERY_EVENTS, MESSAGE, Events.anEvent(MESSAGE).build());

        assertThat(history.table(Topics.DELIVERY_EVENTS).entries()).isEmpty();
    }

    @Test
    void answersEvenWhereNothingIsRemembered() {
        var without = StageHarness.of(History.stage(Duration.ZERO, clock));

        without.send(Topics.MESSAGE_LOOKUPS, MESSAGE, lookup().build());

        assertThat(without.values(Topics.CONTROL_REPLIES)).singleElement().returns(false, ControlReply::getAccepted);
    }

    private JsonNode ask(MessageLookup lookup) {
        history.clearSent();
        history.send(Topics.MESSAGE_LOOKUPS, lookup.getMessageId(), lookup);
        return JsonMapper.shared()
                .readTree(history.values(Topics.CONTROL_REPLIES).getLast().getBody());
    }

    private static MessageLookup.Builder lookup() {
        return MessageLookup.newBuilder()
                .setLookupId("lookup-1")
                .setReplyTo("gateway-1")
                .setAccountId("123456789012")
                .setRegion("us-east-1")
                .setMessageId(MESSAGE)
                .setRequestedAt(BEGIN);
    }
}
