package io.posthorn.send.carrier.route;

import java.time.Duration;
import java.time.Instant;

/** Keeps messages away from a connection that has failed several times in a row; then one message at a time tries. */
final class Breaker {
    /** Failures in a row after which it opens. */
    static final int FAILURES = 5;

    static final Duration OPEN_FOR = Duration.ofSeconds(30);

    private int failures;
    private Instant opensUntil = Instant.EPOCH;

    /** When the connection may be tried; {@code now} or before where it may be now. */
    synchronized Instant closedFrom() {
        return opensUntil;
    }

    /** A message is on its way: no other tries while the breaker is half open. */
    synchronized void tries(Instant now) {
        if (failures >= FAILURES) {
            opensUntil = now.plus(OPEN_FOR);
        }
    }

    synchronized void failed(Instant now) {
        failures++;
        if (failures >= FAILURES) {
            opensUntil = now.plus(OPEN_FOR);
        }
    }

    synchronized void worked() {
        failures = 0;
        opensUntil = Instant.EPOCH;
    }

    synchronized boolean isOpen(Instant now) {
        return failures >= FAILURES && opensUntil.isAfter(now);
    }
}
