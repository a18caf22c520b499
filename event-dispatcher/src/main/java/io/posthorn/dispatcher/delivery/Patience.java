package io.posthorn.dispatcher.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.posthorn.dispatcher.sink.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** How long to wait for whom: waits between attempts, breakers, and the end of it. */
final class Patience {
    private static final double FACTOR = 2;
    private static final double JITTER = 0.5;
    private static final float HALF = 50;

    private final IntervalFunction waits;
    private final Duration longest;
    private final Duration giveUpAfter;
    private final CircuitBreakerConfig breakers;

    Patience(DeliveryProperties properties, Clock clock) {
        longest = properties.longestBackoff();
        giveUpAfter = properties.giveUpAfter();
        waits = growing(properties.firstBackoff());
        breakers = CircuitBreakerConfig.custom()
                .clock(clock)
                .currentTimestampFunction(now -> now.instant().toEpochMilli(), TimeUnit.MILLISECONDS)
                .slidingWindowSize(properties.failureWindow())
                .minimumNumberOfCalls(properties.failureWindow() / 2)
                .failureRateThreshold(HALF)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(growing(properties.rest()))
                .recordResult(outcome -> outcome instanceof Outcome.TryAgain)
                .build();
    }

    private IntervalFunction growing(Duration first) {
        var bounded = first.compareTo(longest) < 0 ? first : longest;
        return IntervalFunction.ofExponentialRandomBackoff(bounded, FACTOR, JITTER, longest);
    }

    CircuitBreaker breaker(String place) {
        return CircuitBreaker.of(place, breakers);
    }

    /**
     * How long to wait after an attempt that failed.
     *
     * @param attempts how many there were
     */
    Duration wait(Outcome.TryAgain failed, int attempts) {
        var asked = failed.after();
        return asked != null ? asked : Duration.ofMillis(waits.apply(attempts));
    }

    /** Whether something has been tried for long enough. */
    boolean hasEnded(Instant acceptedAt, Instant now) {
        return !acceptedAt.plus(giveUpAfter).isAfter(now);
    }
}
