package io.posthorn.core.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.topic.RetryPolicy.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {
    private static List<Long> waits(RetryPolicy policy) {
        return IntStream.iterate(1, failures -> failures + 1)
                .mapToObj(policy::waitAfter)
                .takeWhile(java.util.Optional::isPresent)
                .map(wait -> wait.get().toMillis())
                .toList();
    }

    private static RetryPolicy growing(Backoff backoff) {
        return new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(9), 4, 0, 0, 0, backoff);
    }

    @Test
    void triesThreeTimesMoreUnlessToldOtherwise() {
        assertThat(waits(RetryPolicy.DEFAULT)).containsExactly(20_000L, 20_000L, 20_000L);
    }

    @Test
    void goesThroughItsPhases() {
        var policy = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(10), 8, 2, 1, 2, Backoff.LINEAR);

        assertThat(waits(policy)).containsExactly(0L, 0L, 1_000L, 4_000L, 7_000L, 10_000L, 10_000L, 10_000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LINEAR      | 3000, 5000, 7000, 9000",
                "ARITHMETIC  | 1800, 3400, 5800, 9000",
                "GEOMETRIC   | 1533, 2600, 4733, 9000",
                "EXPONENTIAL | 1732, 3000, 5196, 9000"
            })
    void growsItsWaits(Backoff backoff, String millis) {
        assertThat(waits(growing(backoff))).hasToString("[" + millis + "]");
    }

    @ParameterizedTest
    @EnumSource(Backoff.class)
    void neverLeavesItsBounds(Backoff backoff) {
        var policy = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), 100, 0, 0, 0, backoff);

        assertThat(waits(policy)).isSorted().allMatch(wait -> wait >= 1_000 && wait <= 30_000);
    }

    @Test
    void doesNotTryAgainWhereItIsToldSo() {
        assertThat(waits(new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), 0, 0, 0, 0, Backoff.LINEAR)))
                .isEmpty();
    }

    @Test
    void givesUpAfterAnHourOfWaiting() {
        var policy = new RetryPolicy(Duration.ofMinutes(25), Duration.ofMinutes(25), 100, 0, 0, 0, Backoff.LINEAR);

        assertThat(waits(policy)).hasSize(2);
    }
}
