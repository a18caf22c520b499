package io.posthorn.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Measures the control plane with many resources in one account: how long a change takes, whether its writer reads it
 * at once, how fast many writers are, what a page of a long list costs, and how soon all of it is there again after
 * kill -9.
 */
final class ControlBenchmark {
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final int DIGITS = 3;

    /** Changes made one after the other, once those before have warmed the system up. */
    private static final int SINGLE_CHANGES = 1_000;

    private static final int WARM_UP_CHANGES = 2_000;

    /** The longest page the API gives. */
    private static final int PAGE = 100;

    private static final String NAME = "ConfigurationSetName";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Clock clock = Clock.systemUTC();
    private final Sender.Account account = Sender.Account.numbered(0);
    private final LoadOptions options;
    private final PrintStream out;

    private ControlBenchmark(LoadOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    static void run(Path home, LoadOptions options, PrintStream out) throws IOException {
        var configuration = new ArrayList<>(options.configuration());
        configuration.add("--posthorn.registration.quotas.configuration-sets=" + Integer.MAX_VALUE);
        var benchmark = new ControlBenchmark(options, out);
        try (var system = ProcessUnderTest.start(home, List.of(benchmark.account), configuration)) {
            benchmark.measureChanges(system);
            benchmark.measureMany(system);
            benchmark.measureList(system);
            var before = System.nanoTime();
            try (var again = system.killAndRestart()) {
                out.printf(
                        Locale.ROOT,
                        "Ready %.1f s after kill -9, with all of them%n",
                        (System.nanoTime() - before) / NANOS_PER_SECOND);
                benchmark.measureList(again);
            }
        }
    }

    private ApiClient client(ProcessUnderTest system) {
        return new ApiClient(http, system.endpoint(), account.signer(), clock);
    }

    /** One change at a time, each read back at once. */
    private void measureChanges(ProcessUnderTest system) {
        var api = client(system);
        for (var i = 0; i < WARM_UP_CHANGES; i++) {
            create(api, "warm-" + i);
        }
        var changes = new Histogram(DIGITS);
        var unread = 0;
        for (var i = 0; i < SINGLE_CHANGES; i++) {
            var name = "single-" + i;
            var start = System.nanoTime();
            create(api, name);
            changes.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
            var found = api.call("DescribeConfigurationSets", Map.of("ConfigurationSetNames", List.of(name)))
                    .get("ConfigurationSets");
            unread += found.size() == 1 ? 0 : 1;
        }
        out.printf(
                Locale.ROOT,
                "%d changes, one after the other: %s ms (p50 / p99 / max); %d not read back at once%n",
                SINGLE_CHANGES,
                latency(changes),
                unread);
    }

    private static void create(ApiClient api, String name) {
        api.call("CreateConfigurationSet", Map.of(NAME, name));
    }

    /** As many writers as there are connections, until the account has its resources. */
    private void measureMany(ProcessUnderTest system) {
        var left = options.resources() - WARM_UP_CHANGES - SINGLE_CHANGES;
        if (left <= 0) {
            return;
        }
        var api = client(system);
        var next = new AtomicInteger();
        var changes = new ConcurrentHistogram(DIGITS);
        IntUnaryOperator writer = ignored -> {
            var made = 0;
            for (var i = next.getAndIncrement(); i < left; i = next.getAndIncrement()) {
                var start = System.nanoTime();
                create(api, "many-" + i);
                changes.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
                made++;
            }
            return made;
        };
        var start = System.nanoTime();
        var made = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = new ArrayList<Future<Integer>>();
            for (var i = 0; i < options.connections(); i++) {
                var number = i;
                writers.add(threads.submit(() -> writer.applyAsInt(number)));
            }
            for (var each : writers) {
                made += each.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a change failed", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing", interrupted);
        }
        var seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        out.printf(
                Locale.ROOT,
                "%d changes by %d writers: %.0f a second, %s ms (p50 / p99 / max)%n",
                made,
                options.connections(),
                made / seconds,
                latency(changes));
    }

    /** All resources of the account, page by page. */
    private void measureList(ProcessUnderTest system) {
        var api = client(system);
        var pages = new Histogram(DIGITS);
        var before = system.processorTime().residentBytes();
        var count = 0;
        var input = new HashMap<String, Object>();
        input.put("MaxResults", PAGE);
        do {
            var start = System.nanoTime();
            var page = api.call("DescribeConfigurationSets", input);
            pages.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
            count += page.get("ConfigurationSets").size();
            input.put("NextToken", page.path("NextToken").asString(""));
        } while (!"".equals(input.get("NextToken")));
        out.printf(
                Locale.ROOT,
                "%d listed in pages of %d: %s ms a page (p50 / p99 / max); RSS %.0f MiB before, %.0f MiB after%n",
                count,
                PAGE,
                latency(pages),
                before / BYTES_PER_MIB,
                system.processorTime().residentBytes() / BYTES_PER_MIB);
    }

    private static String latency(Histogram histogram) {
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f / %.1f",
                histogram.getValueAtPercentile(50) / MICROS_PER_MILLI,
                histogram.getValueAtPercentile(99) / MICROS_PER_MILLI,
                histogram.getMaxValue() / MICROS_PER_MILLI);
    }
}
