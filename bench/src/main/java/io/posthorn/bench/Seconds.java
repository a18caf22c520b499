package io.posthorn.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Lets a measurement go on, and reports once a second what has come of it. */
final class Seconds {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long CHECK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);

    /** How long messages on their way are waited for after the last has left, or come to its end. */
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(60);

    /** How long is watched for what comes twice, once every message is at its end. */
    private static final Duration AFTERMATH = Duration.ofSeconds(1);

    private final Supplier<ProcessorTime> processorTime;
    private final Progress progress;
    private final Measurements.Step step;
    private final Report report;
    private final Runnable check;
    private ProcessorTime last;
    private long lastAccepted;
    private long lastEnded;

    /**
     * @param step whose latency is reported
     * @param check throws what makes it pointless to go on
     */
    Seconds(
            Supplier<ProcessorTime> processorTime,
            Progress progress,
            Measurements.Step step,
            Report report,
            Runnable check) {
        this.processorTime = processorTime;
        this.progress = progress;
        this.step = step;
        this.report = report;
        this.check = check;
        last = processorTime.get();
    }

    /**
     * What a system did in the measured time.
     *
     * @param rate messages per second that came to their end
     * @param slowest the same in its slowest whole second
     * @param cores kept busy meanwhile
     * @param residentBytes memory of the system at the end
     */
    record Measured(double rate, double slowest, ProcessorTime.Cores cores, long residentBytes) {}

    /** Lets the warm-up pass, and then the time that is measured. */
    Measured measure(Phase phase, Measurements measurements) {
        pass(-Math.toIntExact(phase.warmUp().toSeconds()), 0);
        var before = processorTime.get();
        var endedBefore = progress.endedSoFar();
        measurements.begin(before.at());
        var slowest = pass(0, Math.toIntExact(phase.duration().toSeconds()));
        var after = processorTime.get();
        var ended = progress.endedSoFar() - endedBefore;
        measurements.finish(after.at());
        return new Measured(
                ended * (double) SECOND / (after.at() - before.at()),
                slowest,
                after.since(before),
                after.residentBytes());
    }

    /** Returns the fewest messages that came to their end in a second. */
    private double pass(int from, int to) {
        var slowest = Double.POSITIVE_INFINITY;
        var begin = System.nanoTime();
        for (var second = from; second < to; second++) {
            waitUntil(begin + (second - from + 1) * SECOND);
            var now = processorTime.get();
            var accepted = progress.acceptedSoFar();
            var ended = progress.endedSoFar();
            var elapsed = (now.at() - last.at()) / (double) SECOND;
            var rate = (ended - lastEnded) / elapsed;
            slowest = Math.min(slowest, rate);
            report.second(
                    second,
                    (accepted - lastAccepted) / elapsed,
                    rate,
                    progress.outstanding(),
                    step.interval(),
                    now.since(last),
                    now.residentBytes());
            last = now;
            lastAccepted = accepted;
            lastEnded = ended;
        }
        return slowest;
    }

    private void waitUntil(long time) {
        for (var left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            check.run();
        }
    }

    /** Waits until nothing is on its way any more, and a little longer; what is still on its way then is lost. */
    void drain() {
        var ended = progress.endedSoFar();
        var giveUp = System.nanoTime() + DRAIN_PATIENCE.toNanos();
        while (progress.outstanding() > 0 && System.nanoTime() < giveUp) {
            if (progress.endedSoFar() != ended) {
                ended = progress.endedSoFar();
                giveUp = System.nanoTime() + DRAIN_PATIENCE.toNanos();
            }
            LockSupport.parkNanos(this, CHECK_EVERY);
            check.run();
        }
        waitUntil(System.nanoTime() + AFTERMATH.toNanos());
    }
}
