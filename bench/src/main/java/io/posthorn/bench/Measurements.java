package io.posthorn.bench;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Latencies of the messages that were meant to leave within the measured time, in microseconds. Used by many threads.
 */
final class Measurements {
    private static final int DIGITS = 3;
    private static final long NANOS_PER_MICRO = 1_000;

    private final Step starts = new Step();
    private final Step answers = new Step();
    private final Step submissions = new Step();
    private final Step ends = new Step();
    private volatile long from = Long.MAX_VALUE;
    private volatile long to = Long.MAX_VALUE;

    /** A point on a message's way. */
    static final class Step {
        private final Recorder recorder = new Recorder(DIGITS);
        private final Histogram total = new Histogram(DIGITS);

        private void record(long nanos) {
            recorder.recordValue(Math.max(0, nanos / NANOS_PER_MICRO));
        }

        /** What was recorded since the last call. */
        synchronized Histogram interval() {
            var interval = recorder.getIntervalHistogram();
            total.add(interval);
            return interval;
        }

        /** Everything recorded so far. */
        synchronized Histogram total() {
            interval();
            return total.copy();
        }
    }

    /** Begins to measure. */
    void begin(long now) {
        to = Long.MAX_VALUE;
        from = now;
    }

    /** Messages meant to leave from now on are not measured. */
    void finish(long now) {
        to = now;
    }

    private boolean counts(long intended) {
        // Differences, because nanoTime may overflow; MAX_VALUE stands for never.
        return from != Long.MAX_VALUE && intended - from >= 0 && (to == Long.MAX_VALUE || to - intended > 0);
    }

    private void record(Step step, long intended, long at) {
        if (counts(intended)) {
            step.record(at - intended);
        }
    }

    /** How late a message left: because the load generator was, or because no connection was free. */
    void start(long intended, long now) {
        record(starts, intended, now);
    }

    void answer(long intended, long at) {
        record(answers, intended, at);
    }

    void submission(long intended, long at) {
        record(submissions, intended, at);
    }

    void end(long intended, long at) {
        record(ends, intended, at);
    }

    Step starts() {
        return starts;
    }

    Step answers() {
        return answers;
    }

    Step submissions() {
        return submissions;
    }

    Step ends() {
        return ends;
    }
}
