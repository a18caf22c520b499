package io.posthorn.core.topic;

import java.time.Duration;
import java.util.Optional;

/**
 * How often, and when, a delivery is tried again: at once some times, then some times after the shortest wait, then
 * with growing waits, and in the end some times after the longest.
 *
 * @param minDelay shortest wait, in whole seconds
 * @param maxDelay longest wait, in whole seconds
 * @param retries all of them together
 * @param atOnce retries without a wait
 * @param afterMinDelay retries of the second phase
 * @param afterMaxDelay retries of the last phase
 * @param backoff how the waits of the third phase grow
 */
public record RetryPolicy(
        Duration minDelay,
        Duration maxDelay,
        int retries,
        int atOnce,
        int afterMinDelay,
        int afterMaxDelay,
        Backoff backoff) {
    /** Three retries, 20 seconds apart: the default of the service's developer guide for HTTP endpoints. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(20), Duration.ofSeconds(20), 3, 0, 0, 0, Backoff.LINEAR);

    /** What all waits of one delivery come to at most; the service's developer guide says so for HTTP endpoints. */
    public static final Duration LONGEST = Duration.ofHours(1);

    /** How waits grow from the shortest to the longest. */
    public enum Backoff {
        /** By equal steps. */
        LINEAR,
        /** By steps that grow by the same amount each. */
        ARITHMETIC,
        /** By steps that double. */
        GEOMETRIC,
        /** By the same factor each. */
        EXPONENTIAL;

        private double share(int step, int steps) {
            var linear = (double) step / steps;
            return switch (this) {
                case LINEAR, EXPONENTIAL -> linear;
                case ARITHMETIC -> linear * (step + 1) / (steps + 1);
                case GEOMETRIC -> Math.scalb(1 - Math.scalb(1.0, -step), step - steps) / (1 - Math.scalb(1.0, -steps));
            };
        }
    }

    /**
     * What to do after a delivery has failed.
     *
     * @param failures how often it has, at least once
     * @return how long to wait before the next try; empty where there is none
     */
    public Optional<Duration> waitAfter(int failures) {
        if (failures > retries) {
            return Optional.empty();
        }
        var total = Duration.ZERO;
        for (int retry = 1; retry <= failures; retry++) {
            total = total.plus(waitBefore(retry));
        }
        return total.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(waitBefore(failures));
    }

    private Duration waitBefore(int retry) {
        if (retry <= atOnce) {
            return Duration.ZERO;
        }
        if (retry <= atOnce + afterMinDelay) {
            return minDelay;
        }
        if (retry > retries - afterMaxDelay) {
            return maxDelay;
        }
        int step = retry - atOnce - afterMinDelay;
        int steps = retries - atOnce - afterMinDelay - afterMaxDelay;
        double shortest = minDelay.toMillis();
        double longest = maxDelay.toMillis();
        double millis = backoff == Backoff.EXPONENTIAL
                ? shortest * Math.pow(longest / shortest, backoff.share(step, steps))
                : shortest + (longest - shortest) * backoff.share(step, steps);
        return Duration.ofMillis(Math.round(millis));
    }
}
