package io.posthorn.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * Some seconds of an overload.
 *
 * @param at when it began
 * @param shed messages that did not leave, because all connections were busy
 * @param ended final events
 * @param outstanding messages that are accepted, or not answered, and have no final event at its end
 * @param answer time to the answer of those that were accepted
 * @param end their time to the final event
 * @param heapMebibytes in use, with what a collection would free
 */
record Slice(
        Duration at,
        Duration length,
        OverloadFlights.Answers answers,
        long shed,
        long ended,
        long outstanding,
        Histogram answer,
        Histogram end,
        ProcessorTime.Cores cores,
        long residentBytes,
        long heapMebibytes) {

    double perSecond(long count) {
        return count / (length.toNanos() / 1e9);
    }
}
