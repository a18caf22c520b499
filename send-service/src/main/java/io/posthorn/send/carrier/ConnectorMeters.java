package io.posthorn.send.carrier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/** What became of messages at carriers. */
final class ConnectorMeters {
    private static final List<String> OUTCOMES = List.of("accepted", "refused", "expired", "later");

    private final Carriers carriers;
    private final MeterRegistry meters;

    /** Makes all counters, because an alert does not see the step from no counter to one. */
    ConnectorMeters(Carriers carriers, MeterRegistry meters) {
        this.carriers = carriers;
        this.meters = meters;
        for (var carrier : carriers.names()) {
            OUTCOMES.forEach(outcome -> submitted(carrier, outcome));
            for (var limit : Room.Limit.values()) {
                held(carrier, limit);
            }
            inDoubt(carrier, InDoubt.RESEND);
            inDoubt(carrier, InDoubt.UNKNOWN);
        }
    }

    /**
     * Counts a message.
     *
     * @param carrier by the name the message has for it
     * @param outcome accepted, refused, expired or later
     */
    void countSubmitted(String carrier, String outcome) {
        submitted(tag(carrier), outcome).increment();
    }

    /** Counts a message that has to wait although its carrier is there. */
    void countHeld(String carrier, Room.Limit limit) {
        held(tag(carrier), limit).increment();
    }

    /** Counts a message nobody knows the answer of. */
    void countInDoubt(String carrier, InDoubt handled) {
        inDoubt(tag(carrier), handled).increment();
    }

    /** Names that are not ours do not become tags. */
    private String tag(String carrier) {
        return carriers.find(carrier).isPresent() ? carrier : "none";
    }

    private Counter submitted(String carrier, String outcome) {
        return meters.counter("posthorn.send.submitted", "carrier", carrier, "outcome", outcome);
    }

    private Counter held(String carrier, Room.Limit limit) {
        return meters.counter("posthorn.send.held", "carrier", carrier, "limit", word(limit));
    }

    private Counter inDoubt(String carrier, InDoubt handled) {
        return meters.counter("posthorn.send.in.doubt", "carrier", carrier, "handled", word(handled));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
