package io.posthorn.send.receipt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.schemas.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Counts what carriers report and measures how long messages take. */
final class ReceiptMeters {
    private final MeterRegistry meters;
    private final Counter delivered;
    private final Timer toSubmitted;
    private final Timer toFinal;

    /** What a report turned out to be. */
    enum Kind {
        SUBMITTED,
        REFUSED,
        RECEIPT,
        /** Says nothing new. */
        REPEATED,
        /** Of a message that has ended, or that was never submitted. */
        UNMATCHED
    }

    ReceiptMeters(MeterRegistry meters) {
        this.meters = meters;
        delivered = meters.counter("posthorn.send.delivered");
        toSubmitted = latency(meters, "submitted");
        toFinal = latency(meters, "final");
    }

    void count(Kind kind) {
        count(kind, 1);
    }

    void count(Kind kind, int times) {
        meters.counter("posthorn.send.reports", "kind", word(kind)).increment(times);
    }

    void submitted(Message message, Instant at) {
        toSubmitted.record(Duration.between(message.getRequestedAt(), at));
    }

    void ended(Message message, MessageStatus status, Instant at) {
        meters.counter("posthorn.send.ended", "status", word(status)).increment();
        if (status == MessageStatus.DELIVERED || status == MessageStatus.SUCCESSFUL) {
            delivered.increment();
        }
        toFinal.record(Duration.between(message.getRequestedAt(), at));
    }

    private static Timer latency(MeterRegistry meters, String until) {
        return Timer.builder("posthorn.send.latency")
                .description("Time from the request for a message")
                .tag("until", until)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(5))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(meters);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
