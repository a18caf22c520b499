package io.posthorn.optout;

import static io.posthorn.optout.SampleRecords.LIST;
import static io.posthorn.optout.SampleRecords.command;
import static io.posthorn.optout.SampleRecords.key;
import static io.posthorn.optout.SampleRecords.routed;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.OptOutChange;
import io.posthorn.schemas.RoutedSend;
import io.posthorn.schemas.WaitingCount;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One message a second to one recipient. */
class RecipientPaceTest {
    private static final String SOMEBODY = "+12065550142";
    private static final String SOMEBODY_ELSE = "+12065550143";
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StageHarness<OptOutProcessor> harness =
            StageHarness.of(OptOutProcessor.stage(new ApiErrors(ApiModel.load()), new OptOutMeters(meters), clock));

    RecipientPaceTest() {
        clock.setTo(SampleRecords.NOW);
        clock.advance(SETTLED);
    }

    @Test
    void holdsTheSecondMessageOfASecondBackAndSaysSo() {
        var first = send(SOMEBODY, LIST);
        var second = send(SOMEBODY, LIST);

        assertThat(cleared()).containsExactly(first);
        assertThat(harness.values(Topics.DELIVERY_EVENTS))
                .singleElement()
                .returns("TEXT_QUEUED", DeliveryEvent::getEventType)
                .returns(false, DeliveryEvent::getIsFinal)
                .returns(second, DeliveryEvent::getMessageId);
        assertThat(meters.get("posthorn.optout.held").gauge().value()).isEqualTo(1);

        wakeAfter(Duration.ofMillis(999));
        assertThat(cleared()).containsExactly(first);
        wakeAfter(Duration.ofMillis(1));
        assertThat(cleared()).containsExactly(first, second);
        assertThat(harness.values(Topics.CLEARED_SENDS))
                .as("who comes after knows that the second has been told to wait")
                .extracting(ClearedSend::getIsQueued)
                .containsExactly(false, true);
        assertThat(harness.table(Topics.HELD_SENDS).entries()).isEmpty();
    }

    @Test
    void keepsOrderAndASecondBetweenAnyTwo() {
        var sent = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            sent.add(send(SOMEBODY, LIST));
        }
        for (var second = 1; second <= 5; second++) {
            assertThat(cleared()).containsExactlyElementsOf(sent.subList(0, second));
            wakeAfter(Duration.ofSeconds(1));
        }
    }

    @Test
    void delaysNobodyElse() {
        send(SOMEBODY, LIST);
        send(SOMEBODY, LIST);
        var other = send(SOMEBODY_ELSE, LIST);

        assertThat(cleared()).hasSize(2).contains(other);
    }

    @Test
    void countsMessagesThroughDifferentListsTogether() {
        send(SOMEBODY, LIST);
        send(SOMEBODY, "OtherList");

        assertThat(cleared()).hasSize(1);
    }

    @Test
    void countsALongMessageAsOne() {
        var message = routed(LIST, SOMEBODY, each -> each.setParts(5));
        send(message);
        var next = send(SOMEBODY, LIST);

        wakeAfter(Duration.ofSeconds(1));
        assertThat(cleared()).hasSize(2).contains(next);
    }

    @Test
    void stopsAHeldMessageWhoseRecipientOptsOutMeanwhile() {
        send(SOMEBODY, LIST);
        var held = send(SOMEBODY, LIST);
        harness.send(
                Topics.OPT_OUT_COMMANDS, key(SOMEBODY), command(OptOutChange.PUT, SOMEBODY, true, clock.instant()));
        harness.clearSent();

        wakeAfter(Duration.ofSeconds(1));

        assertThat(cleared()).isEmpty();
        assertThat(harness.values(Topics.DELIVERY_EVENTS))
                .singleElement()
                .returns("TEXT_BLOCKED", DeliveryEvent::getEventType)
                .returns(held, DeliveryEvent::getMessageId);
    }

    @Test
    void endsAHeldMessageWithItsTimeToLive() {
        send(SOMEBODY, LIST);
        var message =
                routed(LIST, SOMEBODY, each -> each.setExpiresAt(clock.instant().plusMillis(500)));
        send(message);
        harness.clearSent();

        wakeAfter(Duration.ofSeconds(2));

        assertThat(cleared()).isEmpty();
        assertThat(harness.values(Topics.DELIVERY_EVENTS))
                .singleElement()
                .returns("TEXT_TTL_EXPIRED", DeliveryEvent::getEventType)
                .returns(true, DeliveryEvent::getIsFinal);
    }

    @Test
    void countsWhatItHoldsOfEachAccount() {
        for (var i = 0; i < 4; i++) {
            send(SOMEBODY, LIST);
        }
        send(SOMEBODY_ELSE, LIST);
        assertThat(heldCounts()).containsExactly(3L);
        harness.restart();

        wakeAfter(Duration.ofSeconds(2));
        assertThat(heldCounts()).containsExactly(2L);
        wakeAfter(Duration.ofSeconds(1));
        wakeAfter(Duration.ofSeconds(1));
        assertThat(heldCounts()).isEmpty();
    }

    private List<Long> heldCounts() {
        return harness.table(Topics.HELD_COUNTS).entries().values().stream()
                .map(WaitingCount::getMessages)
                .toList();
    }

    @Test
    void holdsWhatWasHeldThroughARestart() {
        send(SOMEBODY, LIST);
        var held = send(SOMEBODY, LIST);
        harness.restart();
        harness.clearSent();

        wakeAfter(Duration.ofMillis(999));
        assertThat(cleared()).isEmpty();
        wakeAfter(Duration.ofMillis(1));
        assertThat(cleared()).containsExactly(held);
    }

    @Test
    void doesNotPaceCallsOrSimulators() {
        for (var i = 0; i < 3; i++) {
            send(routed(LIST, SOMEBODY, call -> call.setChannel(Channel.VOICE)));
            send(SampleRecords.RECIPIENT, LIST);
        }

        assertThat(cleared()).hasSize(6);
    }

    private String send(String recipient, String list) {
        var message = routed(list, recipient);
        send(message);
        return message.getMessage().getMessageId();
    }

    private void send(RoutedSend message) {
        harness.send(Topics.ROUTED_SENDS, key(message.getMessage().getDestinationPhoneNumber()), message);
    }

    private void wakeAfter(Duration time) {
        clock.advance(time);
        harness.wakeAt(clock.instant());
    }

    private List<String> cleared() {
        return harness.values(Topics.CLEARED_SENDS).stream()
                .map(send -> send.getMessage().getMessageId())
                .toList();
    }
}
