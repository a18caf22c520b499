package io.posthorn.optout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.platform.line.WaitingGauge;

/** Counts what the opt-out lists let through and what they stop. */
final class OptOutMeters {
    final Counter cleared;
    final Counter blocked;
    final Counter heldBack;
    final Counter expired;
    final Counter callsRefused;
    final WaitingGauge held;
    final Counter optedOut;
    final Counter optedIn;
    final Counter clearedNumbers;

    OptOutMeters(MeterRegistry meters) {
        cleared = Counter.builder("posthorn.optout.cleared")
                .description("Messages whose recipient may be sent to")
                .register(meters);
        blocked = Counter.builder("posthorn.optout.blocked")
                .description("Messages stopped because their recipient opted out")
                .register(meters);
        heldBack = Counter.builder("posthorn.optout.heldback")
                .description("Messages that had to wait because their recipient had just been sent one")
                .register(meters);
        expired = Counter.builder("posthorn.optout.expired")
                .description("Messages whose time to live ended while they were held back")
                .register(meters);
        callsRefused = Counter.builder("posthorn.optout.calls.refused")
                .description("Voice messages stopped because their recipient was called often enough that day")
                .register(meters);
        held = new WaitingGauge("posthorn.optout.held", meters);
        optedOut = change(meters, "put");
        optedIn = change(meters, "delete");
        clearedNumbers = change(meters, "clear");
    }

    private static Counter change(MeterRegistry meters, String change) {
        return Counter.builder("posthorn.optout.changes")
                .description("Numbers put on opt-out lists and taken off")
                .tag("change", change)
                .register(meters);
    }
}
