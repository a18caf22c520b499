package io.posthorn.bench;

import java.time.Duration;

/**
 * One measurement.
 *
 * @param warmUp load before the measurement that counts for nothing
 * @param duration how long is measured
 */
record Phase(Door door, Loop loop, Duration warmUp, Duration duration) {

    /** What decides when a message leaves. */
    sealed interface Loop {
        /**
         * A message leaves when another has had its final event, so that {@code window} are on their way at any time.
         */
        record Closed(int window) implements Loop {
            @Override
            public String toString() {
                return "closed, " + window + " outstanding";
            }
        }

        /** {@code rate} messages leave each second, whatever becomes of them. */
        record Open(int rate) implements Loop {
            @Override
            public String toString() {
                return "open, " + rate + "/s";
            }
        }
    }

    Pace pace(Runnable wakeUp) {
        return switch (loop) {
            case Loop.Closed(var window) -> new ClosedPace(window, wakeUp);
            case Loop.Open(var rate) -> new OpenPace(rate, System.nanoTime());
        };
    }
}
