package io.posthorn.send.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.resource.NumberType;
import io.posthorn.platform.backlog.BacklogRecords;
import io.posthorn.schemas.NumberBacklog;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.Messages;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BacklogReportsTest extends ThrottleScenario {

    @Test
    void tellsHowMuchWaitsAndForHowLong() {
        var began = clock.instant();
        sendMany(21, ONE_A_SECOND);

        runUntil(began.plus(REPORTS));

        assertThat(told(ONE_A_SECOND)).hasValueSatisfying(backlog -> {
            assertThat(backlog.getAccountId()).isEqualTo("123456789012");
            assertThat(backlog.getOriginationIdentity()).isEqualTo(ONE_A_SECOND);
            assertThat(backlog.getWaitingMessages()).isEqualTo(20);
            assertThat(backlog.getWaitingParts()).isEqualTo(20);
            assertThat(backlog.getOldestRequestedAt()).isEqualTo(began);
            assertThat(Duration.ofMillis(backlog.getEstimatedWaitMillis()))
                    .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
            assertThat(backlog.getMeasuredAt()).isEqualTo(clock.instant());
        });
    }

    @Test
    void countsParts() {
        send("first", TEN_A_SECOND);
        for (int i = 0; i < 30; i++) {
            send(message("m" + i, TEN_A_SECOND).setParts(3).build());
        }

        runUntil(clock.instant().plus(REPORTS));

        assertThat(told(TEN_A_SECOND)).hasValueSatisfying(backlog -> {
            assertThat(backlog.getWaitingMessages()).isEqualTo(27);
            assertThat(backlog.getWaitingParts()).isEqualTo(81);
            assertThat(Duration.ofMillis(backlog.getEstimatedWaitMillis()))
                    .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(9));
        });
    }

    @Test
    void saysNothingOfQueuesThatAreGoneInAMoment() {
        sendMany(15, TEN_A_SECOND);
        clock.advance(Duration.ofMillis(1_010));
        throttle.wakeAt(clock.instant());

        drain();

        assertThat(throttle.table(Topics.NUMBER_BACKLOGS).entries()).isEmpty();
    }

    @Test
    void takesBackWhatItToldWhenNobodyWaitsAnyMore() {
        sendMany(5, ONE_A_SECOND);
        runUntil(clock.instant().plusSeconds(2));
        assertThat(told(ONE_A_SECOND)).isPresent();

        drain();

        assertThat(throttle.table(Topics.NUMBER_BACKLOGS).entries()).isEmpty();
        assertThat(throttle.nextWake()).isEmpty();
    }

    @Test
    void tellsALongQueueAgainOnlyWhenItHasChangedByATenth() {
        sendMany(101, ONE_A_SECOND);
        runUntil(clock.instant().plus(REPORTS));
        var first = told(ONE_A_SECOND).orElseThrow();

        runUntil(clock.instant().plusSeconds(8));
        assertThat(told(ONE_A_SECOND)).contains(first);
        runUntil(clock.instant().plusSeconds(4));

        assertThat(told(ONE_A_SECOND))
                .hasValueSatisfying(
                        backlog -> assertThat(backlog.getWaitingMessages()).isBetween(88L, 90L));
    }

    @Test
    void tellsOfManyNumbersInTurns() {
        for (int number = 0; number < 1_200; number++) {
            var from = "+1206556" + (1_000 + number);
            resources.map.put(Messages.SCOPE, Messages.aNumber(from, NumberType.TEN_DLC));
            sendMany(5, from);
        }

        runUntil(clock.instant().plus(REPORTS));
        assertThat(throttle.table(Topics.NUMBER_BACKLOGS).entries()).hasSize(500);
        runUntil(clock.instant().plus(REPORTS.multipliedBy(2)));

        assertThat(throttle.table(Topics.NUMBER_BACKLOGS).entries()).hasSize(1_200);
    }

    @Test
    void correctsAfterAMoveWhatTheFormerOwnerTold() {
        sendMany(40, ONE_A_SECOND);
        sendMany(40, TEN_A_SECOND);
        runUntil(clock.instant().plus(REPORTS));
        assertThat(backlogs().keySet()).containsExactlyInAnyOrder(ONE_A_SECOND, TEN_A_SECOND);
        runUntil(clock.instant().plusSeconds(3).minusMillis(1));

        throttle.restart();
        drain();

        assertThat(backlogs()).isEmpty();
    }

    @Test
    void estimatesTheWaitOfAQueueItFindsAfterAMove() {
        for (int i = 0; i < 41; i++) {
            send(message("m" + i, TEN_A_SECOND).setParts(5).build());
        }
        throttle.restart();

        runUntil(clock.instant().plus(REPORTS));

        assertThat(told(TEN_A_SECOND)).hasValueSatisfying(backlog -> {
            assertThat(backlog.getWaitingMessages()).isBetween(37L, 39L);
            assertThat(backlog.getWaitingParts()).isEqualTo(5 * backlog.getWaitingMessages());
        });
    }

    private Optional<NumberBacklog> told(String number) {
        return throttle.table(Topics.NUMBER_BACKLOGS)
                .get(BacklogRecords.key(Messages.SCOPE.account().value(), number));
    }

    private Map<String, Long> backlogs() {
        return throttle.table(Topics.NUMBER_BACKLOGS).entries().values().stream()
                .collect(Collectors.toMap(NumberBacklog::getOriginationIdentity, NumberBacklog::getWaitingMessages));
    }
}
