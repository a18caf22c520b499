package io.posthorn.send.carrier.smpp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What can be seen of one carrier's connections. */
final class SmppMeters {
    private static final List<String> KINDS = List.of("receipt", "text", "unmarked", "unreadable");

    private final MeterRegistry registry;
    private final String carrier;
    private final Counter parts;
    private final Counter reconnects;

    SmppMeters(MeterRegistry registry, String carrier) {
        this.registry = registry;
        this.carrier = carrier;
        parts = registry.counter("posthorn.send.smpp.parts", "carrier", carrier);
        reconnects = registry.counter("posthorn.send.smpp.reconnects", "carrier", carrier);
        // There from the beginning, so that the first of a kind is seen as one more.
        KINDS.forEach(this::counter);
    }

    void watch(SmppCarrier smpp) {
        gauge("posthorn.send.smpp.bound", "Connections that send", smpp, SmppCarrier::bound);
        gauge("posthorn.send.smpp.window.used", "Parts without an answer", smpp, SmppCarrier::windowUsed);
        gauge("posthorn.send.smpp.window.limit", "Parts that may be without one", smpp, SmppCarrier::windowLimit);
        gauge(
                "posthorn.send.smpp.rate.limit",
                "Parts a second at present; 0: any number",
                smpp,
                SmppCarrier::rateLimit);
    }

    private void gauge(String name, String description, SmppCarrier smpp, ToDoubleFunction<SmppCarrier> value) {
        Gauge.builder(name, smpp, value)
                .description(description)
                .tag("carrier", carrier)
                .register(registry);
    }

    void submitted(int count) {
        parts.increment(count);
    }

    void reconnect() {
        reconnects.increment();
    }

    /** @param kind receipt, text, unmarked for a text that is like a receipt, or unreadable */
    void received(String kind) {
        counter(kind).increment();
    }

    private Counter counter(String kind) {
        return registry.counter("posthorn.send.smpp.received", "carrier", carrier, "kind", kind);
    }
}
