package io.posthorn.bench;

import java.util.concurrent.atomic.LongAdder;

/** Follows messages of which some are refused on purpose, and counts the answers by their kind. */
final class OverloadFlights implements HttpNews {
    private static final String THROTTLED = "ThrottlingException";

    private final AcceptedFlights flights;
    private final LongAdder left = new LongAdder();
    private final LongAdder throttled = new LongAdder();
    private final LongAdder other = new LongAdder();

    OverloadFlights(Flights flights) {
        this.flights = new AcceptedFlights(flights);
    }

    @Override
    public void leaving(long number, long intended, long now) {
        left.increment();
        flights.leaving(number, intended, now);
    }

    @Override
    public void answered(long number, long intended, HttpAnswer answer, long now) {
        if (!answer.isOk()) {
            (answer.body().contains(THROTTLED) ? throttled : other).increment();
        }
        flights.answered(number, intended, answer, now);
    }

    @Override
    public void broken(long number) {
        other.increment();
        flights.broken(number);
    }

    /** Everything so far. */
    Answers soFar() {
        return new Answers(left.sum(), flights.flights().acceptedSoFar(), throttled.sum(), other.sum());
    }

    /**
     * Messages by their answers.
     *
     * @param left those that were sent
     * @param throttled answered with {@code ThrottlingException}
     * @param other answered in another way, or not at all
     */
    record Answers(long left, long accepted, long throttled, long other) {
        Answers since(Answers before) {
            return new Answers(
                    left - before.left, accepted - before.accepted, throttled - before.throttled, other - before.other);
        }
    }
}
