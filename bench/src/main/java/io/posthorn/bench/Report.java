package io.posthorn.bench;

import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** Prints figures as they come, and tables (in Markdown, as the documentation has them) at the end. */
final class Report {
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double BYTES_PER_MIB = 1 << 20;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void ready(URI endpoint, int accounts) {
        out.printf(Locale.ROOT, "Posthorn is ready at %s; setting up %d accounts%n", endpoint, accounts);
    }

    void secondsHeader(Phase phase) {
        secondsHeader(name(phase.door()), phase, "final");
    }

    /**
     * Begins to report seconds.
     *
     * @param title of what is measured
     * @param end what messages are followed to
     */
    void secondsHeader(String title, Phase phase, String end) {
        out.println();
        out.printf(
                Locale.ROOT,
                "%s, %s; warm-up %d s, measured %d s%n",
                title,
                phase.loop(),
                phase.warmUp().toSeconds(),
                phase.duration().toSeconds());
        out.printf(
                Locale.ROOT,
                "%7s %9s %9s %9s %9s %9s %8s %8s %8s %8s%n",
                "second",
                "accepted",
                end,
                "on way",
                "p50 ms",
                "p99 ms",
                "system",
                "harness",
                "others",
                "RSS MiB");
    }

    /** @param second negative during the warm-up */
    void second(
            int second,
            double accepted,
            double ended,
            long outstanding,
            Histogram ends,
            ProcessorTime.Cores cores,
            long residentBytes) {
        out.printf(
                Locale.ROOT,
                "%7d %9.0f %9.0f %9d %9s %9s %8.2f %8.2f %8.2f %8.0f%n",
                second,
                accepted,
                ended,
                outstanding,
                millis(ends, 50),
                millis(ends, 99),
                cores.system(),
                cores.harness(),
                cores.others(),
                residentBytes / BYTES_PER_MIB);
    }

    void summary(List<Result> results) {
        out.println();
        out.println(
                "| front door | loop | messages/s | slowest second | system, cores | system, us a message | harness, cores"
                        + " | others, cores | RSS, MiB |");
        out.println("|---|---|---:|---:|---:|---:|---:|---:|---:|");
        for (var result : results) {
            var measured = result.measured();
            var cores = measured.cores();
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.0f | %.0f | %.2f | %.0f | %.2f | %.2f | %.0f |%n",
                    name(result.phase().door()),
                    result.phase().loop(),
                    measured.rate(),
                    measured.slowest(),
                    cores.system(),
                    MICROS_PER_SECOND * cores.system() / measured.rate(),
                    cores.harness(),
                    cores.others(),
                    measured.residentBytes() / BYTES_PER_MIB);
        }
        out.println();
        out.println("Latency in ms, p50 / p99 / max, from the time the message was meant to leave:");
        out.println();
        out.println("| front door | loop | left | answer | carrier submission | final event |");
        out.println("|---|---|---:|---:|---:|---:|");
        for (var result : results) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %s |%n",
                    name(result.phase().door()),
                    result.phase().loop(),
                    latency(result.starts()),
                    latency(result.answers()),
                    latency(result.submissions()),
                    latency(result.ends()));
        }
        out.println();
        out.println("| front door | loop | accepted | refused | final events | delivered | duplicates | missing |");
        out.println("|---|---|---:|---:|---:|---:|---:|---:|");
        for (var result : results) {
            var counts = result.counts();
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %d | %d | %d | %d | %d | %d |%n",
                    name(result.phase().door()),
                    result.phase().loop(),
                    counts.accepted(),
                    counts.refused(),
                    counts.ended(),
                    counts.delivered(),
                    counts.duplicates(),
                    counts.missing());
        }
    }

    /** Systems side by side. */
    void comparison(Comparison comparison) {
        var entries = comparison.entries();
        out.println();
        out.println(
                comparison.withReceipts()
                        ? "With a receipt and a callback for each message:"
                        : "One way, from the request to submit_sm:");
        out.println();
        row("", entries, Comparison.Entry::name);
        row("---", entries, entry -> "---:");
        loop("most", comparison.withReceipts(), entries, Comparison.Entry::most);
        loop("half", comparison.withReceipts(), entries, Comparison.Entry::half);
    }

    /**
     * Begins to report an overload.
     *
     * @param rate messages per second that are offered
     */
    void overloadHeader(int factor, int rate, int connections, Duration duration) {
        out.println();
        out.printf(
                Locale.ROOT,
                "Overload: %d times that, %d messages/s for %d s, on %d connections; who finds none free for %d ms does"
                        + " not send%n%n",
                factor,
                rate,
                duration.toSeconds(),
                connections,
                TimeUnit.NANOSECONDS.toMillis(SheddingPace.LATEST));
        out.println("| second | sent/s | not sent/s | accepted/s | throttled/s | other/s | final events/s | on way"
                + " | answer, ms | final event, ms | system, cores | harness, cores | others, cores | RSS, MiB"
                + " | heap, MiB |");
        out.println("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    }

    void slice(Slice slice) {
        var answers = slice.answers();
        out.printf(
                Locale.ROOT,
                "| %d | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %d | %s | %s | %.2f | %.2f | %.2f | %.0f | %d |%n",
                slice.at().toSeconds(),
                slice.perSecond(answers.left()),
                slice.perSecond(slice.shed()),
                slice.perSecond(answers.accepted()),
                slice.perSecond(answers.throttled()),
                slice.perSecond(answers.other()),
                slice.perSecond(slice.ended()),
                slice.outstanding(),
                latency(slice.answer()),
                latency(slice.end()),
                slice.cores().system(),
                slice.cores().harness(),
                slice.cores().others(),
                slice.residentBytes() / BYTES_PER_MIB,
                slice.heapMebibytes());
    }

    /** What an overload came to. */
    void overload(
            OverloadFlights.Answers answers,
            long shed,
            Measurements measurements,
            Flights.Counts counts,
            long heapBefore,
            long heapAfter) {
        out.println();
        out.println(
                "| sent | not sent | accepted | throttled | other | final events | delivered | duplicates | missing |");
        out.println("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        out.printf(
                Locale.ROOT,
                "| %d | %d | %d | %d | %d | %d | %d | %d | %d |%n",
                answers.left(),
                shed,
                answers.accepted(),
                answers.throttled(),
                answers.other(),
                counts.ended(),
                counts.delivered(),
                counts.duplicates(),
                counts.missing());
        out.println();
        out.printf(
                Locale.ROOT,
                "Accepted messages, p50 / p99 / max in ms: %s to the answer, %s to the final event. Heap in use after a"
                        + " collection: %d MiB before, %d MiB afterwards.%n",
                latency(measurements.answers().total()),
                latency(measurements.ends().total()),
                heapBefore,
                heapAfter);
    }

    private void loop(
            String name,
            boolean withReceipts,
            List<Comparison.Entry> entries,
            Function<Comparison.Entry, Comparison.Loop> which) {
        figure(name + ": loop", entries, which, loop -> loop.loop().toString());
        figure(
                name + ": messages/s",
                entries,
                which,
                loop -> number("%.0f", loop.measured().rate()));
        figure(
                name + ": slowest second",
                entries,
                which,
                loop -> number("%.0f", loop.measured().slowest()));
        figure(name + ": system, us a message", entries, which, loop -> {
            var measured = loop.measured();
            return number("%.0f", MICROS_PER_SECOND * measured.cores().system() / measured.rate());
        });
        figure(
                name + ": system, cores",
                entries,
                which,
                loop -> number("%.2f", loop.measured().cores().system()));
        figure(
                name + ": harness, cores",
                entries,
                which,
                loop -> number("%.2f", loop.measured().cores().harness()));
        figure(
                name + ": others, cores",
                entries,
                which,
                loop -> number("%.2f", loop.measured().cores().others()));
        figure(
                name + ": RSS, MiB",
                entries,
                which,
                loop -> number("%.0f", loop.measured().residentBytes() / BYTES_PER_MIB));
        figure(
                name + ": left, ms",
                entries,
                which,
                loop -> latency(loop.measurements().starts().total()));
        figure(
                name + ": answer, ms",
                entries,
                which,
                loop -> latency(loop.measurements().answers().total()));
        figure(
                name + ": submit_sm, ms",
                entries,
                which,
                loop -> latency(loop.measurements().submissions().total()));
        if (withReceipts) {
            figure(
                    name + ": callback, ms",
                    entries,
                    which,
                    loop -> latency(loop.measurements().ends().total()));
        }
        figure(
                name + ": accepted",
                entries,
                which,
                loop -> Long.toString(loop.counts().accepted()));
        figure(
                name + ": refused",
                entries,
                which,
                loop -> Long.toString(loop.counts().refused()));
        figure(
                name + ": submit_sm",
                entries,
                which,
                loop -> Long.toString(loop.counts().submissions()));
        if (withReceipts) {
            figure(
                    name + ": callbacks",
                    entries,
                    which,
                    loop -> Long.toString(loop.counts().callbacks()));
        }
        figure(
                name + ": twice",
                entries,
                which,
                loop -> Long.toString(loop.counts().repeated()));
        figure(
                name + ": missing",
                entries,
                which,
                loop -> Long.toString(loop.counts().missing()));
    }

    private void figure(
            String name,
            List<Comparison.Entry> entries,
            Function<Comparison.Entry, Comparison.Loop> which,
            Function<Comparison.Loop, String> figure) {
        row(name, entries, entry -> figure.apply(which.apply(entry)));
    }

    private void row(String name, List<Comparison.Entry> entries, Function<Comparison.Entry, String> cell) {
        out.println("| " + name + " |"
                + entries.stream().map(entry -> " " + cell.apply(entry) + " |").collect(joining()));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String name(Door door) {
        return switch (door) {
            case HTTP -> "HTTP";
            case KAFKA -> "Kafka";
        };
    }

    private static String latency(Histogram histogram) {
        return histogram.getTotalCount() == 0
                ? "-"
                : millis(histogram, 50) + " / " + millis(histogram, 99) + " / " + millis(histogram, 100);
    }

    private static String millis(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f", histogram.getValueAtPercentile(percentile) / MICROS_PER_MILLI);
    }
}
