package io.posthorn.send.carrier.route;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.route.RouteCarrier.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The routes of the configuration. */
public final class RouteCarriers {
    /** Failures in a row after which a connection is passed over for a while; then one message at a time tries. */
    static final int FAILURES = 5;

    static final Duration OPEN_FOR = Duration.ofSeconds(30);

    private static final float ALL = 100;

    private RouteCarriers() {}

    /**
     * The routes over these connections.
     *
     * @throws IllegalArgumentException where a route names a connection that is not there
     */
    public static List<Carrier> over(
            Collection<Carrier> carriers, Map<String, List<RouteRule>> routes, Clock clock, MeterRegistry meters) {
        if (routes.isEmpty()) {
            return List.of();
        }
        var breakers = CircuitBreakerConfig.custom()
                .clock(clock)
                .currentTimestampFunction(now -> now.instant().toEpochMilli(), TimeUnit.MILLISECONDS)
                .slidingWindowSize(FAILURES)
                .minimumNumberOfCalls(FAILURES)
                .failureRateThreshold(ALL)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(OPEN_FOR)
                .recordResult(RouteCarrier::isFailure)
                .build();
        var connections = carriers.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Carrier::name,
                        carrier -> new Connection(carrier, CircuitBreaker.of(carrier.name(), breakers))));
        connections.forEach((name, connection) -> Gauge.builder(
                        "posthorn.send.breaker.open",
                        connection.breaker(),
                        breaker -> breaker.getState() == CircuitBreaker.State.CLOSED ? 0 : 1)
                .description("Whether routes pass over a connection because it has failed too often")
                .tag("carrier", name)
                .register(meters));
        return routes.entrySet().stream()
                .<Carrier>map(route -> new RouteCarrier(route.getKey(), route.getValue(), connections))
                .toList();
    }
}
