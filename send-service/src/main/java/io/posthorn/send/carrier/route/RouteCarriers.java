package io.posthorn.send.carrier.route;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.route.RouteCarrier.Connection;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The routes of the configuration. */
public final class RouteCarriers {
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
        var connections =
                carriers.stream().collect(Collectors.toUnmodifiableMap(Carrier::name, RouteCarriers::connection));
        connections.forEach((name, connection) -> Gauge.builder(
                        "posthorn.send.breaker.open",
                        connection.breaker(),
                        breaker -> breaker.isOpen(clock.instant()) ? 1 : 0)
                .description("Whether routes pass over a connection because it has failed too often")
                .tag("carrier", name)
                .register(meters));
        return routes.entrySet().stream()
                .<Carrier>map(route -> new RouteCarrier(route.getKey(), route.getValue(), connections, clock))
                .toList();
    }

    private static Connection connection(Carrier carrier) {
        return new Connection(carrier, new Breaker());
    }
}
