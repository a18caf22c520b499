package io.posthorn.send.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.schemas.CarrierSubmission;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a thousand numbers notice of the queue of another in their partition. */
class NoHeadOfLineTest extends ThrottleScenario {
    private static final int NUMBERS = 1_000;
    private static final int QUEUE = 100_000;
    private static final Duration TRAFFIC = Duration.ofSeconds(10);
    private static final int MESSAGES_A_SECOND = 2_000;

    /** Of an entry of a table; in a table on disk it takes 7 to 15 microseconds. */
    private static final Duration WORK = Duration.ofNanos(20_000);

    private record Arrival(Instant at, String number) {}

    /**
     * The clock goes on by what the work would take, so a stage that is busy with the long queue is late for the
     * others.
     */
    @Test
    void delaysNobodyByALongQueue() {
        throttle.batch(() -> {
            for (int i = 0; i < QUEUE; i++) {
                send("long" + i, ONE_A_SECOND);
            }
        });
        throttle.clearSent();
        var warm = clock.instant().plusSeconds(3);

        arrivals().forEach(arrival -> {
            wakeUntil(arrival.at());
            work(arrival.at(), () -> send(message(arrival)));
        });

        var delays = throttle.values(Topics.CARRIER_SUBMISSIONS).stream()
                .filter(each -> !each.getMessage().getOriginationIdentity().equals(ONE_A_SECOND))
                .filter(each -> each.getMessage().getRequestedAt().isAfter(warm))
                .map(NoHeadOfLineTest::delay)
                .sorted()
                .toList();
        assertThat(delays).hasSizeGreaterThan(MESSAGES_A_SECOND * 6);
        assertThat(percentile(delays, 99)).isLessThan(Duration.ofMillis(100));
        assertThat(throttle.values(Topics.CARRIER_SUBMISSIONS).stream()
                        .map(CarrierSubmission::getMessage)
                        .filter(message -> message.getOriginationIdentity().equals(ONE_A_SECOND)))
                .hasSizeBetween(8, 11);
    }

    /** Sender ids: ten parts a second each, of which they use two on the average. */
    private static List<Arrival> arrivals() {
        var random = new Random(17);
        var began = Instant.parse("2026-03-01T12:00:01Z");
        return Stream.generate(() -> new Arrival(
                        began.plusNanos((long) (random.nextDouble() * TRAFFIC.toNanos())),
                        "N" + random.nextInt(NUMBERS)))
                .limit(MESSAGES_A_SECOND * TRAFFIC.toSeconds())
                .sorted((one, other) -> one.at().compareTo(other.at()))
                .toList();
    }

    private static Message message(Arrival arrival) {
        return Messages.aMessage(arrival.at() + arrival.number(), arrival.number(), arrival.at())
                .setOriginationIdentityId(arrival.number())
                .build();
    }

    private void wakeUntil(Instant time) {
        while (throttle.nextWake().filter(next -> next.isBefore(time)).isPresent()) {
            work(throttle.nextWake().get(), () -> throttle.wakeAt(clock.instant()));
        }
    }

    private void work(Instant due, Runnable work) {
        if (due.isAfter(clock.instant())) {
            clock.setTo(due);
        }
        var before = throttle.work();
        work.run();
        clock.advance(WORK.multipliedBy(throttle.work() - before));
    }

    private static Duration delay(CarrierSubmission submission) {
        return Duration.between(submission.getMessage().getRequestedAt(), submission.getReleasedAt());
    }

    private static Duration percentile(List<Duration> sorted, int percent) {
        return sorted.get(sorted.size() * percent / 100);
    }
}
