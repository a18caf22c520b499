package io.posthorn.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.dispatcher.sink.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundTest {
    private static final int AT_ONCE = 4;
    private static final Outcome DELIVERED = new Outcome.Delivered();
    private static final Outcome NOT_TRIED = new Outcome.NotTried();

    private final AtomicLong time = new AtomicLong();

    private List<Outcome> run(int messages, Round.Attempt<Integer> attempt) {
        var batch = IntStream.range(0, messages).boxed().toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return new Round<>(batch, AT_ONCE, attempt, time::get).run(threads).join();
        }
    }

    @Test
    void triesAsManyAtOnceAsItMay() {
        var together = new CyclicBarrier(AT_ONCE);
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();

        var outcomes = run(3 * AT_ONCE, message -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                together.await(10, TimeUnit.SECONDS);
            } catch (BrokenBarrierException | TimeoutException alone) {
                return new Outcome.GivenUp("was alone");
            } finally {
                underWay.decrementAndGet();
            }
            return DELIVERED;
        });

        assertThat(outcomes).hasSize(3 * AT_ONCE).containsOnly(DELIVERED);
        assertThat(most).hasValue(AT_ONCE);
    }

    @Test
    void tellsOfEachInItsPlace() {
        assertThat(run(10, message -> message % 3 == 0 ? new Outcome.GivenUp("no") : DELIVERED))
                .satisfies(outcomes -> assertThat(IntStream.range(0, 10)
                                .filter(i -> outcomes.get(i).equals(new Outcome.GivenUp("no"))))
                        .containsExactly(0, 3, 6, 9));
    }

    @Test
    void endsWhenAsManyHaveFailedAsGoOutAtOnce() {
        var outcomes = run(100, message -> new Outcome.TryAgain("away"));

        assertThat(outcomes.stream().filter(Outcome.TryAgain.class::isInstance))
                .hasSizeBetween(AT_ONCE, 2 * AT_ONCE - 1);
        assertThat(outcomes.stream().filter(NOT_TRIED::equals)).hasSizeGreaterThanOrEqualTo(100 - 2 * AT_ONCE + 1);
    }

    @Test
    void endsWhenItHasGoneOnForLong() {
        var outcomes = run(100, message -> {
            time.addAndGet(Duration.ofSeconds(1).toNanos());
            return DELIVERED;
        });

        assertThat(outcomes.stream().filter(DELIVERED::equals)).hasSizeBetween(6, 6 + AT_ONCE);
        assertThat(outcomes).endsWith(NOT_TRIED);
    }

    @Test
    void failsAsAWholeForWhatNobodyExpected() {
        assertThatThrownBy(() -> run(3, message -> {
                    throw new IllegalStateException("a flaw");
                }))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("a flaw");
    }
}
