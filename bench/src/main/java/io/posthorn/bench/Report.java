package io.posthorn.bench;

import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
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
        out.println();
        out.printf(
                Locale.ROOT,
                "%s, %s; warm-up %d s, measured %d s%n",
                name(phase.door()),
                phase.loop(),
                phase.warmUp().toSeconds(),
                phase.duration().toSeconds());
        out.printf(
                Locale.ROOT,
                "%7s %9s %9s %9s %9s %9s %8s %8s %8s %8s%n",
                "second",
                "accepted",
                "final",
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
            var cores = result.cores();
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.0f | %.0f | %.2f | %.0f | %.2f | %.2f | %.0f |%n",
                    name(result.phase().door()),
                    result.phase().loop(),
                    result.rate(),
                    result.slowest(),
                    cores.system(),
                    MICROS_PER_SECOND * cores.system() / result.rate(),
                    cores.harness(),
                    cores.others(),
                    result.residentBytes() / BYTES_PER_MIB);
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
