package io.posthorn.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Carries out measurements on a system that has been set up. */
final class Run {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long CHECK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);

    /** How long messages on their way are waited for after the last has left. */
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(60);

    /** How long is watched for events that come twice, once every message has had one. */
    private static final Duration AFTERMATH = Duration.ofSeconds(1);

    private final ProcessUnderTest system;
    private final EventWatcher watcher;
    private final List<Sender> senders;
    private final int connections;
    private final Report report;
    private final Clock clock;

    Run(
            ProcessUnderTest system,
            EventWatcher watcher,
            List<Sender> senders,
            int connections,
            Report report,
            Clock clock) {
        this.system = system;
        this.watcher = watcher;
        this.senders = List.copyOf(senders);
        this.connections = connections;
        this.report = report;
        this.clock = clock;
    }

    private Load load(Door door) {
        return switch (door) {
            case HTTP -> new HttpLoad(system.endpoint(), senders, connections, clock);
            case KAFKA -> new KafkaLoad(system.bootstrapServers(), system.registryUrl(), senders);
        };
    }

    Result measure(Phase phase) {
        report.secondsHeader(phase);
        var measurements = new Measurements();
        try (var load = load(phase.door())) {
            var pace = phase.pace(load::wakeUp);
            var flights = new Flights(measurements, pace);
            watcher.tell(flights);
            load.start(pace, flights);

            var seconds = new Seconds(load, flights, measurements);
            seconds.pass(-Math.toIntExact(phase.warmUp().toSeconds()), 0);
            var before = system.processorTime();
            var endedBefore = flights.endedSoFar();
            measurements.begin(before.at());
            var slowest = seconds.pass(0, Math.toIntExact(phase.duration().toSeconds()));
            var after = system.processorTime();
            var ended = flights.endedSoFar() - endedBefore;
            measurements.finish(after.at());

            load.stop();
            drain(load, flights);
            return new Result(
                    phase,
                    ended * (double) SECOND / (after.at() - before.at()),
                    slowest,
                    measurements.starts().total(),
                    measurements.answers().total(),
                    measurements.submissions().total(),
                    measurements.ends().total(),
                    after.since(before),
                    after.residentBytes(),
                    flights.counts());
        }
    }

    /** Reports once a second. */
    private final class Seconds {
        private final Load load;
        private final Flights flights;
        private final Measurements measurements;
        private ProcessorTime last = system.processorTime();
        private long lastAccepted;
        private long lastEnded;

        Seconds(Load load, Flights flights, Measurements measurements) {
            this.load = load;
            this.flights = flights;
            this.measurements = measurements;
        }

        /** Returns the fewest final events in a second. */
        double pass(int from, int to) {
            var slowest = Double.POSITIVE_INFINITY;
            var begin = System.nanoTime();
            for (var second = from; second < to; second++) {
                waitUntil(begin + (second - from + 1) * SECOND);
                var now = system.processorTime();
                var accepted = flights.acceptedSoFar();
                var ended = flights.endedSoFar();
                var elapsed = (now.at() - last.at()) / (double) SECOND;
                var rate = (ended - lastEnded) / elapsed;
                slowest = Math.min(slowest, rate);
                report.second(
                        second,
                        (accepted - lastAccepted) / elapsed,
                        rate,
                        flights.outstanding(),
                        measurements.ends().interval(),
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
                check(load);
            }
        }
    }

    private void check(Load load) {
        load.check();
        watcher.check();
    }

    private void drain(Load load, Flights flights) {
        var giveUp = System.nanoTime() + DRAIN_PATIENCE.toNanos();
        while (flights.outstanding() > 0 && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(this, CHECK_EVERY);
            check(load);
        }
        var aftermath = System.nanoTime() + AFTERMATH.toNanos();
        while (System.nanoTime() < aftermath) {
            LockSupport.parkNanos(this, CHECK_EVERY);
        }
    }
}
