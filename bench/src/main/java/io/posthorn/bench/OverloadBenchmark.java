package io.posthorn.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Offers a system several times what it can do, for as long as it takes to see that it bears it: what it accepts stays
 * what it can do, and is answered and delivered in bounded time; the rest is answered with throttling; its memory does
 * not grow.
 */
final class OverloadBenchmark {
    private static final Duration SLICE = Duration.ofSeconds(10);

    /** How long capacity is measured, if the overload does not last less. */
    private static final Duration CAPACITY = Duration.ofSeconds(40);

    private final ProcessUnderTest system;
    private final EventWatcher watcher;
    private final List<Sender> senders;
    private final LoadOptions options;
    private final Report report;
    private final Clock clock;

    OverloadBenchmark(
            ProcessUnderTest system,
            EventWatcher watcher,
            List<Sender> senders,
            LoadOptions options,
            Report report,
            Clock clock) {
        this.system = system;
        this.watcher = watcher;
        this.senders = List.copyOf(senders);
        this.options = options;
        this.report = report;
        this.clock = clock;
    }

    /** Whether each accepted message had one final event, and each other one was answered with throttling. */
    boolean run() {
        var duration = options.duration().compareTo(CAPACITY) < 0 ? options.duration() : CAPACITY;
        var capacity = new Run(system, watcher, senders, options.connections(), report, clock)
                .measure(new Phase(Door.HTTP, new Phase.Loop.Closed(options.window()), options.warmUp(), duration));
        report.summary(List.of(capacity));
        var rate = Math.toIntExact(
                Math.round(options.factor() * capacity.measured().rate()));
        return overload(rate) && capacity.counts().match();
    }

    private boolean overload(int rate) {
        var heapBefore = system.heapInUse();
        report.overloadHeader(options.factor(), rate, options.connections(), options.duration());
        var requests = new SendRequests(system.endpoint(), senders, SendRequests.Body.TO_SIMULATOR, clock);
        var measurements = new Measurements();
        try (var load = new HttpLoad(system.endpoint(), requests, options.connections())) {
            var pace = new SheddingPace(rate, System.nanoTime());
            var flights = new Flights(measurements, pace);
            var answers = new OverloadFlights(flights);
            watcher.tell(flights);
            measurements.begin(System.nanoTime());
            load.start(pace, answers, 0);
            var slices = new Slices(load, pace, flights, answers, measurements);
            for (var at = Duration.ZERO; at.compareTo(options.duration()) < 0; at = at.plus(SLICE)) {
                slices.pass(at);
            }
            load.stop();
            new Seconds(system::processorTime, flights, measurements.ends(), report, () -> check(load)).drain();
            var counts = flights.counts();
            report.overload(answers.soFar(), pace.shed(), measurements, counts, heapBefore, system.heapInUse());
            return counts.endedOnce() && answers.soFar().other() == 0;
        }
    }

    private void check(Load load) {
        load.check();
        watcher.check();
    }

    /** Reports every ten seconds. */
    private final class Slices {
        private final Load load;
        private final SheddingPace pace;
        private final Flights flights;
        private final OverloadFlights answers;
        private final Measurements measurements;
        private final long began = System.nanoTime();
        private ProcessorTime last = system.processorTime();
        private OverloadFlights.Answers lastAnswers = new OverloadFlights.Answers(0, 0, 0, 0);
        private long lastEnded;
        private long lastShed;

        private Slices(
                Load load, SheddingPace pace, Flights flights, OverloadFlights answers, Measurements measurements) {
            this.load = load;
            this.pace = pace;
            this.flights = flights;
            this.answers = answers;
            this.measurements = measurements;
        }

        private void pass(Duration at) {
            var until = began + at.plus(SLICE).toNanos();
            for (var left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
                LockSupport.parkNanos(this, Math.min(left, TimeUnit.SECONDS.toNanos(1)));
                check(load);
            }
            var now = system.processorTime();
            var newAnswers = answers.soFar();
            var ended = flights.endedSoFar();
            var shed = pace.shed();
            report.slice(new Slice(
                    at,
                    Duration.ofNanos(now.at() - last.at()),
                    newAnswers.since(lastAnswers),
                    shed - lastShed,
                    ended - lastEnded,
                    flights.outstanding(),
                    measurements.answers().interval(),
                    measurements.ends().interval(),
                    now.since(last),
                    now.residentBytes(),
                    system.heapUsed()));
            last = now;
            lastAnswers = newAnswers;
            lastEnded = ended;
            lastShed = shed;
        }
    }
}
