package io.posthorn.optout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what the opt-out lists let through and what they stop. */
final class OptOutMeters {
    final Counter cleared;
    final Counter blocked;
    final Counter optedOut;
    final Counter optedIn;

    OptOutMeters(MeterRegistry meters) {
        cleared = Counter.builder("posthorn.optout.cleared")
                .description("Messages whose recipient may be sent to")
                .register(meters);
        blocked = Counter.builder("posthorn.optout.blocked")
                .description("Messages stopped because their recipient opted out")
                .register(meters);
        optedOut = change(meters, "put");
        optedIn = change(meters, "delete");
    }

    private static Counter change(MeterRegistry meters, String change) {
        return Counter.builder("posthorn.optout.changes")
                .description("Numbers put on opt-out lists and taken off")
                .tag("change", change)
                .register(meters);
    }
}
