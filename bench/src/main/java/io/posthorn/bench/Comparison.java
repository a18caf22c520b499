package io.posthorn.bench;

import java.util.List;

/**
 * What systems did that were driven in the same way, side by side.
 *
 * @param withReceipts whether somebody was called back about each message, or it was handed to the carrier and no more
 */
record Comparison(boolean withReceipts, List<Entry> entries) {
    Comparison {
        entries = List.copyOf(entries);
    }

    /**
     * A system and what it did.
     *
     * @param most the closed loop
     * @param half the open loop at half of that rate
     */
    record Entry(String name, Loop most, Loop half) {}

    /**
     * A measurement.
     *
     * @param measurements latencies from the time a request was meant to leave
     */
    record Loop(Phase.Loop loop, Seconds.Measured measured, Measurements measurements, NumberedFlights.Counts counts) {}

    /** Whether nothing was refused, lost or there twice. */
    boolean match() {
        return entries.stream()
                .allMatch(entry ->
                        entry.most.counts().match() && entry.half.counts().match());
    }
}
