package io.posthorn.bench.stage;

import com.sun.management.OperatingSystemMXBean;
import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.topic.Topic;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.util.FileSystemUtils;

/**
 * A stage that passes records on, built in several ways: how many records a second it works off when there is a
 * backlog, and how much later a record arrives at a modest rate. Broker, stage and load share this process, so its
 * processor time is that of all of them; it compares, and is no absolute figure.
 */
public final class StageBenchmark {
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long BACKLOG_PATIENCE = TimeUnit.MINUTES.toNanos(5);
    private static final double MICROS_PER_MILLI = 1_000;

    private static final List<Candidate> CANDIDATES = List.of(
            new PlatformStage(Duration.ZERO),
            new PlatformStage(Duration.ofMillis(10)),
            new PlainLoop(),
            new StreamsTopology(Duration.ofMillis(5)),
            new StreamsTopology(Duration.ofMillis(20)),
            new StreamsTopology(Duration.ofMillis(100)));

    private final Plan plan;
    private final Lab lab;
    private final PrintStream out;
    private final OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private int topics;

    /**
     * How much is measured.
     *
     * @param rounds how often every candidate has its turn
     * @param backlog records that wait when a candidate begins
     * @param uncounted records at the beginning of the backlog that are not counted, while the JIT settles
     * @param rate records per second when latency is measured
     * @param warmUp time at that rate that is not counted
     * @param duration time at that rate that is counted
     */
    public record Plan(int rounds, int backlog, int uncounted, int rate, Duration warmUp, Duration duration) {
        /** Takes about twenty minutes on two cores. */
        public static final Plan FULL =
                new Plan(3, 1_500_000, 700_000, 1_000, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    private StageBenchmark(Plan plan, Lab lab, PrintStream out) {
        this.plan = plan;
        this.lab = lab;
        this.out = out;
    }

    /** Measures all candidates and prints a table in Markdown. */
    public static void run(Plan plan, PrintStream out) throws IOException {
        var directory = Files.createTempDirectory("posthorn-stages");
        try (var lab = new Lab(directory)) {
            new StageBenchmark(plan, lab, out).run();
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private void run() {
        out.println("| round | stage | records/s from a backlog | CPU, us a record | latency p50, ms | p99 | max |");
        out.println("|---:|---|---:|---:|---:|---:|---:|");
        for (var round = 1; round <= plan.rounds(); round++) {
            withoutStage(round);
            for (var candidate : CANDIDATES) {
                measure(round, candidate);
            }
        }
    }

    private Topic<SendRequest> newTopic(String name) {
        topics++;
        return lab.newTopic("bench-" + topics + "-" + name);
    }

    private LatencyProbe probe() {
        return new LatencyProbe(lab.clients(), plan.rate(), plan.warmUp(), plan.duration());
    }

    private void withoutStage(int round) {
        var topic = newTopic("direct");
        row(
                round,
                "no stage: producer to consumer",
                "-",
                "-",
                probe().measure(topic, topic, lab.codec().encode(topic, aRequest())));
        lab.delete(List.of(topic));
    }

    private void row(int round, String name, String rate, String cpu, Histogram latency) {
        out.printf(
                Locale.ROOT,
                "| %d | %s | %s | %s | %.2f | %.2f | %.1f |%n",
                round,
                name,
                rate,
                cpu,
                latency.getValueAtPercentile(50) / MICROS_PER_MILLI,
                latency.getValueAtPercentile(99) / MICROS_PER_MILLI,
                latency.getMaxValue() / MICROS_PER_MILLI);
    }

    private void measure(int round, Candidate candidate) {
        var from = newTopic("from");
        var to = newTopic("to");
        fill(from);
        try (var running = candidate.start(lab, from.name(), from, to)) {
            var begin = await(running.group(), plan.uncounted());
            var end = await(running.group(), plan.backlog());
            var records = end.records - begin.records;
            var latency = probe().measure(from, to, lab.codec().encode(from, aRequest()));
            row(
                    round,
                    candidate.name(),
                    String.format(Locale.ROOT, "%.0f", records * 1e9 / (end.at - begin.at)),
                    String.format(Locale.ROOT, "%.1f", (end.processor - begin.processor) / 1e3 / records),
                    latency);
        }
        lab.delete(List.of(from, to));
    }

    private void fill(Topic<SendRequest> topic) {
        var bytes = lab.codec().encode(topic, aRequest());
        try (var producer = lab.flushedProducer()) {
            for (var i = 0; i < plan.backlog(); i++) {
                var unused = producer.send(new ProducerRecord<>(topic.name(), Integer.toString(i), bytes));
            }
        }
    }

    private record Moment(long records, long at, long processor) {}

    private Moment await(String group, long records) {
        var giveUp = System.nanoTime() + BACKLOG_PATIENCE;
        while (true) {
            var committed = lab.committed(group);
            if (committed >= records) {
                return new Moment(committed, System.nanoTime(), machine.getProcessCpuTime());
            }
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("only " + committed + " of " + records + " records were worked off");
            }
            LockSupport.parkNanos(this, LOOK_EVERY);
        }
    }

    private static SendRequest aRequest() {
        return SendRequest.newBuilder()
                .setMessageId("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")
                .setAccountId("000000000000")
                .setRegion("us-east-1")
                .setDestinationPhoneNumber("+14254147755")
                .setOriginationIdentity("pool-0123456789abcdef0123456789abcdef")
                .setMessageBody("Your code is 123456. It is valid for ten minutes. Do not share it.")
                .build();
    }
}
