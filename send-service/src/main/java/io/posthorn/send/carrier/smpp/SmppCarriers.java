package io.posthorn.send.carrier.smpp;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.CarrierGroup;
import io.posthorn.send.carrier.CarrierInbox;
import io.posthorn.send.carrier.CarrierReceipts;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.boot.ssl.SslBundles;

/** The SMPP carriers of the configuration. */
final class SmppCarriers implements CarrierGroup, AutoCloseable {
    private final List<SmppCarrier> carriers;

    SmppCarriers(
            Map<String, SmppConnection> connections,
            SslBundles bundles,
            CarrierReceipts receipts,
            CarrierInbox inbox,
            Clock clock,
            MeterRegistry meters) {
        carriers = connections.entrySet().stream()
                .map(entry -> new SmppCarrier(
                        entry.getKey(),
                        entry.getValue(),
                        sockets(entry.getValue(), bundles),
                        receipts,
                        inbox,
                        clock,
                        new SmppMeters(meters, entry.getKey())))
                .toList();
        carriers.forEach(SmppCarrier::start);
    }

    private static SSLSocketFactory sockets(SmppConnection connection, SslBundles bundles) {
        var bundle = connection.sslBundle();
        return bundle == null
                ? (SSLSocketFactory) SSLSocketFactory.getDefault()
                : bundles.getBundle(bundle).createSslContext().getSocketFactory();
    }

    @Override
    public List<Carrier> carriers() {
        return List.copyOf(carriers);
    }

    /** All at once: each may wait for the last answers of its carrier. */
    @Override
    public void close() {
        var ends = carriers.stream()
                .map(carrier -> CompletableFuture.runAsync(carrier::close, task -> {
                    var unused = Thread.ofVirtual().start(task);
                }))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends).join();
    }
}
