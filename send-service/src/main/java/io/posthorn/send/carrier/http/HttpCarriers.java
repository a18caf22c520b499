package io.posthorn.send.carrier.http;

import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.CarrierGroup;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The HTTP carriers of the configuration. */
final class HttpCarriers implements CarrierGroup, AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final List<Carrier> carriers;

    HttpCarriers(Map<String, HttpConnection> connections, Clock clock) {
        carriers = connections.entrySet().stream()
                .<Carrier>map(entry -> new HttpCarrier(entry.getKey(), entry.getValue(), http, clock))
                .toList();
    }

    @Override
    public List<Carrier> carriers() {
        return carriers;
    }

    @Override
    public void close() {
        http.close();
    }
}
