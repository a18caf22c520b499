package io.posthorn.routing.keyword;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts messages that came in by what they did. All counters are there from the start. */
public final class KeywordMeters {
    private final Counter unmatched;
    private final Counter answered;
    private final Counter optedOut;
    private final Counter optedIn;
    private final Counter selfManaged;
    private final Counter published;

    public KeywordMeters(MeterRegistry meters) {
        unmatched = counter(meters, "unmatched");
        answered = counter(meters, "answered");
        optedOut = counter(meters, "opted_out");
        optedIn = counter(meters, "opted_in");
        selfManaged = counter(meters, "self_managed");
        published = Counter.builder("posthorn.routing.inbound.published")
                .description("Messages that came in and were published to two-way channels")
                .register(meters);
    }

    void count(Reaction reaction) {
        var counter =
                switch (reaction.change()) {
                    case OPT_OUT -> optedOut;
                    case OPT_IN -> optedIn;
                    case NONE -> unchanged(reaction);
                };
        counter.increment();
    }

    private Counter unchanged(Reaction reaction) {
        if (reaction.answer() != null) {
            return answered;
        }
        return reaction.keyword().isEmpty() ? unmatched : selfManaged;
    }

    void published() {
        published.increment();
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("posthorn.routing.inbound")
                .description("Messages that came in, by what their keyword did")
                .tag("outcome", outcome)
                .register(meters);
    }
}
