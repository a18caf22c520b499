package io.posthorn.optout;

import static io.posthorn.optout.SampleRecords.LIST;
import static io.posthorn.optout.SampleRecords.key;
import static io.posthorn.optout.SampleRecords.routed;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Five voice messages to one recipient in any 24 hours. */
class CallLimitTest {
    private static final String SOMEBODY = "+12065550142";
    private static final String SIMULATOR = "+14254147755";

    private final ManualClock clock = new ManualClock(SampleRecords.NOW.plusSeconds(1));
    private final StageHarness<OptOutProcessor> harness = StageHarness.of(
            OptOutProcessor.stage(new ApiErrors(ApiModel.load()), new OptOutMeters(new SimpleMeterRegistry()), clock));

    @Test
    void letsFiveCallsThroughAndEndsTheSixth() {
        call(SOMEBODY, 5);
        assertThat(harness.sent(Topics.CLEARED_SENDS)).hasSize(5);

        call(SOMEBODY, 1);

        assertThat(harness.sent(Topics.CLEARED_SENDS)).hasSize(5);
        assertThat(harness.values(Topics.DELIVERY_EVENTS))
                .singleElement()
                .returns("VOICE_FAILED", DeliveryEvent::getEventType)
                .returns(true, DeliveryEvent::getIsFinal)
                .returns("DAILY_DESTINATION_CALL_LIMIT", DeliveryEvent::getReason);
    }

    @Test
    void countsEachRecipientByItself() {
        call(SOMEBODY, 5);
        call("+12065550143", 5);

        assertThat(harness.sent(Topics.CLEARED_SENDS)).hasSize(10);
    }

    @Test
    void letsTheNextThroughWhenTheFirstIsADayAgo() {
        call(SOMEBODY, 1);
        clock.advance(Duration.ofHours(1));
        call(SOMEBODY, 5);
        assertThat(harness.sent(Topics.CLEARED_SENDS)).hasSize(5);

        clock.advance(Duration.ofHours(23).minusMillis(1));
        call(SOMEBODY, 1);
        assertThat(harness.sent(Topics.CLEARED_SENDS)).hasSize(5);
        clock.advance(Duration.ofMillis(1));
        call(SOMEBODY, 2);

        assertThat(harness.sent(Topics.CLEARED_SENDS)).hasSize(6);
    }

    @Test
    void remembersOverARestart() {
        call(SOMEBODY, 5);
        harness.restart();
        call(SOMEBODY, 1);

        assertThat(harness.sent(Topics.CLEARED_SENDS)).hasSize(5);
    }

    @Test
    void countsNeitherTextsNorCallsToTheSimulator() {
        call(SIMULATOR, 10);
        harness.send(Topics.ROUTED_SENDS, key(SOMEBODY), routed(LIST, SOMEBODY));

        assertThat(harness.sent(Topics.CLEARED_SENDS)).hasSizeGreaterThanOrEqualTo(10);
        assertThat(harness.table(Topics.RECENT_CALLS).entries()).isEmpty();
    }

    @Test
    void forgetsWhatIsADayOld() {
        for (int i = 0; i < 1_200; i++) {
            call("+1206555%04d".formatted(i), 1);
        }
        clock.advance(CallLimit.PERIOD);

        while (harness.wakeAt(clock.instant())) {
            assertThat(harness.table(Topics.RECENT_CALLS).entries().size()).isLessThan(1_200);
        }

        assertThat(harness.table(Topics.RECENT_CALLS).entries()).isEmpty();
        assertThat(harness.nextWake()).isEmpty();
    }

    private void call(String recipient, int times) {
        for (int i = 0; i < times; i++) {
            var send = routed(
                    LIST,
                    recipient,
                    call -> call.setChannel(Channel.VOICE)
                            .setExpiresAt(clock.instant().plusSeconds(60)));
            harness.send(Topics.ROUTED_SENDS, key(recipient), send);
        }
    }
}
