package io.posthorn.platform.stage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the outside sees of a stage at work. */
final class StageMetrics {
    private final Counter records;
    private final Counter deadLetters;
    private final Counter failures;
    private final DistributionSummary batches;
    private final Timer transactions;
    private final Map<String, Long> lags = new ConcurrentHashMap<>();

    StageMetrics(MeterRegistry registry, String stage) {
        records = Counter.builder("posthorn.stage.records")
                .description("Records handled, dead letters among them")
                .tag("stage", stage)
                .register(registry);
        deadLetters = Counter.builder("posthorn.stage.dead.letters")
                .description("Records parked on a dead-letter topic")
                .tag("stage", stage)
                .register(registry);
        failures = Counter.builder("posthorn.stage.failures")
                .description("Transactions given up; their records are handled again")
                .tag("stage", stage)
                .register(registry);
        batches = DistributionSummary.builder("posthorn.stage.batch")
                .description("Records in one transaction")
                .baseUnit("records")
                .tag("stage", stage)
                .register(registry);
        transactions = Timer.builder("posthorn.stage.transaction")
                .description("From the first record of a batch to its commit")
                .tag("stage", stage)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
        Gauge.builder(
                        "posthorn.stage.lag",
                        lags,
                        all -> all.values().stream().mapToLong(Long::longValue).sum())
                .description("Records waiting to be read by this instance")
                .tag("stage", stage)
                .register(registry);
    }

    void batch(int count, int parked, Duration took) {
        records.increment(count);
        deadLetters.increment(parked);
        batches.record(count);
        transactions.record(took);
    }

    void failed() {
        failures.increment();
    }

    void lag(String member, long lag) {
        lags.put(member, lag);
    }
}
