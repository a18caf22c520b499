package io.posthorn.send.carrier.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.send.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {
    private static final Instant BEGAN = Instant.parse("2026-03-01T12:00:00Z");
    private static final int MANY = 20_000;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "+12065550100, UNREACHABLE",
        "+12065559999, SPAM",
        "+12075550100, CARRIER_BLOCKED",
        "+33755512501, DELIVERED"
    })
    void knowsTheEndByTheLongestBeginningOfTheNumber(String number, MessageStatus end) {
        var script = with(Map.of(
                "1", MessageStatus.CARRIER_BLOCKED,
                "1206", MessageStatus.SPAM,
                "+12065550100", MessageStatus.UNREACHABLE));

        assertThat(script.outcome(number)).isEqualTo(end);
    }

    @Test
    void hasAnEndForEverybodyElse() {
        assertThat(with(Map.of("*", MessageStatus.UNREACHABLE)).outcome("+12065550100"))
                .isEqualTo(MessageStatus.UNREACHABLE);
    }

    @ParameterizedTest(name = "a share of {0}")
    @CsvSource({"0, 0, 0", "0.01, 150, 250", "0.5, 9500, 10500", "1, 20000, 20000"})
    void losesItsShareOfAnswersAndReceipts(double share, int fewest, int most) {
        var script = script(share, share, Duration.ZERO, Duration.ZERO);

        assertThat(IntStream.range(0, MANY)
                        .filter(i -> !script.isAnswered(Messages.idOf("m" + i)))
                        .count())
                .isBetween((long) fewest, (long) most);
        assertThat(IntStream.range(0, MANY)
                        .filter(i -> !script.isReported(Messages.idOf("m" + i)))
                        .count())
                .isBetween((long) fewest, (long) most);
    }

    @Test
    void treatsTheSameMessageTheSameAndLosesAnswersAndReceiptsOfOthers() {
        var script = script(0.5, 0.5, Duration.ZERO, Duration.ZERO);
        var different = 0;
        for (int i = 0; i < 1_000; i++) {
            var id = Messages.idOf("m" + i);
            assertThat(script.isAnswered(id)).isEqualTo(script.isAnswered(id));
            different += script.isAnswered(id) == script.isReported(id) ? 0 : 1;
        }

        assertThat(different).isBetween(400, 600);
    }

    @ParameterizedTest(name = "after {0} ms: down until {1}")
    @CsvSource({"0, ", "29999, ", "30000, 40000", "39999, 40000", "40000, ", "70000, 80000"})
    void breaksAndComesBack(long after, @Nullable Long until) {
        var script = script(0, 0, Duration.ofSeconds(30), Duration.ofSeconds(10));

        assertThat(script.downUntil(BEGAN, BEGAN.plusMillis(after)).orElse(null))
                .isEqualTo(until == null ? null : BEGAN.plusMillis(until));
    }

    @Test
    void holdsWhereNothingIsSaidOfBreaking() {
        assertThat(script(0, 0, Duration.ZERO, Duration.ofSeconds(10)).downUntil(BEGAN, BEGAN))
                .isEmpty();
        assertThat(script(0, 0, Duration.ofSeconds(10), Duration.ZERO).downUntil(BEGAN, BEGAN))
                .isEmpty();
    }

    private static Script with(Map<String, MessageStatus> outcomes) {
        return new Script(outcomes, Duration.ZERO, 0, Duration.ZERO, 0, 0, Duration.ZERO, Duration.ZERO);
    }

    private static Script script(double unanswered, double lost, Duration upFor, Duration downFor) {
        return new Script(Map.of(), Duration.ZERO, unanswered, Duration.ZERO, lost, 0, upFor, downFor);
    }
}
