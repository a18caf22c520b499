package io.posthorn.bench;

import io.posthorn.bench.KannelConfiguration.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * Measures Kannel and Posthorn one after the other: the same load, the same stand-in for a carrier and the same place
 * to be called back at, all in this process, and the system under test in others. Each is first driven for as much as
 * it can do, then at half of that for latency; once without and once with a receipt and a callback for each message.
 */
final class KannelBenchmark {
    /** Most messages a second there is room for in the books. */
    private static final int MOST_PER_SECOND = 40_000;

    private final Path home;
    private final LoadOptions options;
    private final Report report;

    /** Who is measured. */
    enum Who {
        KANNEL("Kannel, file store"),
        KANNEL_SPOOL("Kannel, spool"),
        POSTHORN("Posthorn");

        private final String title;

        Who(String title) {
            this.title = title;
        }
    }

    /** What is measured: the way to the carrier, or there and back. */
    enum Way {
        ONE_WAY(false, ", one way"),
        RECEIPTS(true, ", receipts and callbacks");

        private final boolean withReceipts;
        private final String title;

        Way(boolean withReceipts, String title) {
            this.withReceipts = withReceipts;
            this.title = title;
        }
    }

    private KannelBenchmark(Path home, LoadOptions options, Report report) {
        this.home = home;
        this.options = options;
        this.report = report;
    }

    /** Whether nothing was refused, lost or there twice. */
    static boolean run(Path home, LoadOptions options, PrintStream out) throws IOException, UsageException {
        var report = new Report(out);
        var benchmark = new KannelBenchmark(home, options, report);
        var comparisons = new ArrayList<Comparison>();
        for (var way : Way.values()) {
            if (options.ways().contains(way)) {
                comparisons.add(benchmark.compare(way));
            }
        }
        comparisons.forEach(report::comparison);
        return comparisons.stream().allMatch(Comparison::match);
    }

    private Comparison compare(Way way) throws IOException, UsageException {
        var entries = new ArrayList<Comparison.Entry>();
        for (var who : Who.values()) {
            if (options.contenders().contains(who)) {
                entries.add(measure(who, way));
            }
        }
        return new Comparison(way.withReceipts, entries);
    }

    private Comparison.Entry measure(Who who, Way way) throws IOException, UsageException {
        var withReceipts = way.withReceipts;
        var title = who.title + way.title;
        try (var carrier = new StandInCarrier(withReceipts);
                var sink = new CallbackSink();
                var contender = contender(who, withReceipts, carrier, sink)) {
            var course = new Course(title, withReceipts, carrier, sink, contender);
            var window = who == Who.POSTHORN ? options.window() : options.kannelWindow();
            var most = course.measure(new Phase.Loop.Closed(window));
            var half = course.measure(
                    new Phase.Loop.Open(Math.max(1, (int) (most.measured().rate() / 2))));
            return new Comparison.Entry(who.title, most, half);
        }
    }

    private Contender contender(Who who, boolean withReceipts, StandInCarrier carrier, CallbackSink sink)
            throws IOException, UsageException {
        return switch (who) {
            case KANNEL -> new Kannel(programs(), Store.FILE, carrier, withReceipts ? sink.url() : "");
            case KANNEL_SPOOL -> new Kannel(programs(), Store.SPOOL, carrier, withReceipts ? sink.url() : "");
            case POSTHORN -> new PosthornContender(home, options, carrier, withReceipts ? sink : null);
        };
    }

    private Kannel.Programs programs() throws UsageException {
        return Kannel.Programs.find(options.kannelHome());
    }

    /** A contender and all that it is measured with. */
    private final class Course {
        private final String title;
        private final boolean withReceipts;
        private final StandInCarrier carrier;
        private final CallbackSink sink;
        private final Contender contender;
        private long next;

        private Course(
                String title, boolean withReceipts, StandInCarrier carrier, CallbackSink sink, Contender contender) {
            this.title = title;
            this.withReceipts = withReceipts;
            this.carrier = carrier;
            this.sink = sink;
            this.contender = contender;
        }

        private Comparison.Loop measure(Phase.Loop loop) {
            var phase = new Phase(Door.HTTP, loop, options.warmUp(), options.duration());
            report.secondsHeader(title, phase, withReceipts ? "callback" : "submit_sm");
            var measurements = new Measurements();
            var first = next;
            var capacity = MOST_PER_SECOND
                    * Math.toIntExact(
                            phase.warmUp().plus(phase.duration()).plusSeconds(1).toSeconds());
            next += capacity;
            try (var load = new HttpLoad(contender.endpoint(), contender.requests(), options.connections())) {
                var pace = phase.pace(load::wakeUp);
                var flights = new NumberedFlights(measurements, pace, withReceipts, first, capacity);
                carrier.tell(flights);
                sink.tell(flights);
                load.start(pace, flights, first);
                var step = withReceipts ? measurements.ends() : measurements.submissions();
                var seconds = new Seconds(contender::processorTime, flights, step, report, () -> {
                    load.check();
                    sink.check();
                });
                var measured = seconds.measure(phase, measurements);
                load.stop();
                seconds.drain();
                return new Comparison.Loop(loop, measured, measurements, flights.counts());
            }
        }
    }
}
