package io.posthorn.bench;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The messages on their way. News of a message may come in any order: its final event can be seen before the answer
 * that tells its id. Memory is bounded by what is on its way, because a message is forgotten once everything is known
 * of it.
 */
final class Flights implements Progress {
    private static final long NOT_YET = Long.MIN_VALUE;

    private final ConcurrentHashMap<String, Flight> byMessage = new ConcurrentHashMap<>();
    private final Measurements measurements;
    private final Pace pace;
    private final AtomicLong outstanding = new AtomicLong();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder refused = new LongAdder();

    Flights(Measurements measurements, Pace pace) {
        this.measurements = measurements;
        this.pace = pace;
    }

    private static final class Flight {
        private long intended = NOT_YET;
        private long submitted = NOT_YET;
        private long ended = NOT_YET;
        private boolean wasDelivered;

        private boolean isAccepted() {
            return intended != NOT_YET;
        }

        private boolean isEnded() {
            return ended != NOT_YET;
        }

        private boolean isSubmitted() {
            return submitted != NOT_YET;
        }

        /** A message that was not delivered may never have been submitted. */
        private boolean isComplete() {
            return isAccepted() && isEnded() && (isSubmitted() || !wasDelivered);
        }
    }

    /** A message is about to leave. */
    void leaving(long intended, long now) {
        outstanding.incrementAndGet();
        measurements.start(intended, now);
    }

    /** The message that was meant to leave at {@code intended} has been taken and has this id. */
    void accepted(String messageId, long intended, long now) {
        accepted.increment();
        measurements.answer(intended, now);
        byMessage.compute(messageId, (id, known) -> {
            var flight = known == null ? new Flight() : known;
            flight.intended = intended;
            if (flight.isSubmitted()) {
                measurements.submission(intended, flight.submitted);
            }
            if (flight.isEnded()) {
                end(flight);
            }
            return flight.isComplete() ? null : flight;
        });
    }

    /** The message that was meant to leave was not taken: refused, or nobody answered. */
    void refused() {
        refused.increment();
        outstanding.decrementAndGet();
        pace.ended();
    }

    /** The carrier has the message. */
    void submitted(String messageId, long at) {
        byMessage.compute(messageId, (id, known) -> {
            var flight = known == null ? new Flight() : known;
            if (!flight.isSubmitted()) {
                flight.submitted = at;
                if (flight.isAccepted()) {
                    measurements.submission(flight.intended, at);
                }
            }
            return flight.isComplete() ? null : flight;
        });
    }

    /** The final event of the message has been seen. */
    void ended(String messageId, boolean wasDelivered, long at) {
        ended.increment();
        if (wasDelivered) {
            delivered.increment();
        }
        byMessage.compute(messageId, (id, known) -> {
            var flight = known == null ? new Flight() : known;
            if (flight.isEnded()) {
                repeated.increment();
                return flight;
            }
            flight.ended = at;
            flight.wasDelivered = wasDelivered;
            if (flight.isAccepted()) {
                end(flight);
            }
            return flight.isComplete() ? null : flight;
        });
    }

    private void end(Flight flight) {
        measurements.end(flight.intended, flight.ended);
        outstanding.decrementAndGet();
        pace.ended();
    }

    @Override
    public long outstanding() {
        return outstanding.get();
    }

    @Override
    public long acceptedSoFar() {
        return accepted.sum();
    }

    @Override
    public long endedSoFar() {
        return ended.sum();
    }

    /** What became of all messages, told when none is expected to change any more. */
    Counts counts() {
        var missing = byMessage.values().stream()
                .filter(flight -> flight.isAccepted() && !flight.isEnded())
                .count();
        // The final event of a message that was forgotten, or whose answer got lost.
        var unknown = byMessage.values().stream()
                .filter(flight -> flight.isEnded() && !flight.isAccepted())
                .count();
        return new Counts(
                accepted.sum(), refused.sum(), ended.sum(), delivered.sum(), repeated.sum() + unknown, missing);
    }

    /**
     * What became of all messages.
     *
     * @param accepted messages whose sender was told an id
     * @param refused messages whose sender was told no id
     * @param ended final events
     * @param delivered final events that say the message was delivered
     * @param duplicates final events beyond the first of a message; includes those of messages whose answer got lost,
     *     which exist only if {@code refused} is not zero
     * @param missing accepted messages without a final event
     */
    record Counts(long accepted, long refused, long ended, long delivered, long duplicates, long missing) {
        boolean match() {
            return refused == 0 && endedOnce();
        }

        /** Whether each accepted message had one final event, whatever became of the others. */
        boolean endedOnce() {
            return accepted > 0 && accepted == delivered && duplicates == 0 && missing == 0;
        }
    }
}
