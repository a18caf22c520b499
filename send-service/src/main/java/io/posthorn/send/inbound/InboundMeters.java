package io.posthorn.send.inbound;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what carriers hand over. */
final class InboundMeters {
    final Counter parts;
    final Counter repeated;
    final Counter refused;
    final Counter messages;
    final Counter incomplete;

    InboundMeters(MeterRegistry meters) {
        parts = counter(meters, "parts", "Texts carriers handed over, parts of longer messages each by itself");
        repeated = counter(meters, "repeated", "Of these, the ones that had come before");
        refused =
                counter(meters, "refused", "Of these, the ones parked because they are to no number, or make no sense");
        messages = counter(meters, "messages", "Messages that went on");
        incomplete = counter(meters, "incomplete", "Of these, the ones with parts missing");
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder("posthorn.send.inbound." + name)
                .description(description)
                .register(meters);
    }
}
