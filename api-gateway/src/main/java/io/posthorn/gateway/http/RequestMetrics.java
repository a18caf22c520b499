package io.posthorn.gateway.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.posthorn.gateway.operation.OperationKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts requests by operation and outcome, and times them by kind of operation. */
public final class RequestMetrics {
    /** The operation tag of a request that named none of ours. */
    public static final String NO_OPERATION = "none";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
        Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final Map<Tags, Counter> requests = new ConcurrentHashMap<>();
    private final Map<OperationKind, Timer> latencies = new EnumMap<>(OperationKind.class);

    /** Makes the meters, or finds them where another edge has made them. */
    public RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (var kind : OperationKind.values()) {
            latencies.put(
                    kind,
                    Timer.builder("posthorn.gateway.latency")
                            .description("From the first byte of a request's header to the answer")
                            .tag("kind", kind.tag())
                            .serviceLevelObjectives(BUCKETS)
                            .register(registry));
        }
    }

    /**
     * Counts an answer.
     *
     * @param outcome {@code ok} or the type of the error: a small closed set
     */
    public void count(String operation, String outcome) {
        requests.computeIfAbsent(new Tags(operation, outcome), this::counter).increment();
    }

    /**
     * Notes how long an answer took.
     *
     * @param nanos from the header to the answer
     */
    public void time(OperationKind kind, long nanos) {
        var timer = latencies.get(kind);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Counter counter(Tags tags) {
        return Counter.builder("posthorn.gateway.requests")
                .description("Requests answered")
                .tag("operation", tags.operation)
                .tag("outcome", tags.outcome)
                .register(registry);
    }

    private record Tags(String operation, String outcome) {}
}
