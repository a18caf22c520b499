package io.posthorn.bench;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * The messages on their way through a system that need not be Posthorn, followed by the numbers their sender gave them:
 * what the sender, the carrier and the one who is called back see of each, in whatever order.
 */
final class NumberedFlights implements HttpNews, Progress {
    /** Eight bits for how often each thing was seen. */
    private static final int ACCEPTED = 1;

    private static final int SUBMITTED = 1 << 8;
    private static final int CALLED_BACK = 1 << 16;
    private static final int MOST = 0xFF;

    private final Measurements measurements;
    private final Pace pace;
    private final boolean withReceipts;
    private final long first;
    private final AtomicLongArray intended;
    private final AtomicIntegerArray seen;
    private final AtomicLong outstanding = new AtomicLong();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder submissions = new LongAdder();
    private final LongAdder callbacks = new LongAdder();
    private final LongAdder strays = new LongAdder();

    /**
     * @param withReceipts whether a message is at its end when somebody was called back, and not at the carrier already
     * @param first the number of the first message; a lower one is of an earlier measurement
     * @param capacity most messages
     */
    NumberedFlights(Measurements measurements, Pace pace, boolean withReceipts, long first, int capacity) {
        this.measurements = measurements;
        this.pace = pace;
        this.withReceipts = withReceipts;
        this.first = first;
        intended = new AtomicLongArray(capacity);
        seen = new AtomicIntegerArray(capacity);
    }

    @Override
    public void leaving(long number, long meantFor, long now) {
        var at = at(number);
        if (at < 0) {
            throw new IllegalStateException("more than " + seen.length() + " messages in one measurement");
        }
        intended.set(at, meantFor);
        outstanding.incrementAndGet();
        measurements.start(meantFor, now);
    }

    @Override
    public void answered(long number, long meantFor, HttpAnswer answer, long now) {
        if (!answer.isOk()) {
            refuse();
            return;
        }
        accepted.increment();
        measurements.answer(meantFor, now);
        if (isSeen(seen.getAndAdd(at(number), ACCEPTED), last())) {
            end();
        }
    }

    @Override
    public void broken(long number) {
        refuse();
    }

    private void refuse() {
        refused.increment();
        end();
    }

    /** The carrier has been handed the message. */
    void submitted(long number, long now) {
        submissions.increment();
        if (isFirst(number, SUBMITTED)) {
            measurements.submission(intended.get(at(number)), now);
        }
    }

    /** Somebody was told that the message was delivered. */
    void calledBack(long number, long now) {
        callbacks.increment();
        if (isFirst(number, CALLED_BACK)) {
            measurements.end(intended.get(at(number)), now);
        }
    }

    /** Notes that something was seen of a message; whether it is known and that was the first time. */
    private boolean isFirst(long number, int what) {
        var at = at(number);
        if (at < 0) {
            strays.increment();
            return false;
        }
        var before = seen.getAndAdd(at, what);
        if (isSeen(before, what)) {
            return false;
        }
        if (what == last() && isSeen(before, ACCEPTED)) {
            end();
        }
        return true;
    }

    private void end() {
        outstanding.decrementAndGet();
        pace.ended();
    }

    /** What a message is at its end with. */
    private int last() {
        return withReceipts ? CALLED_BACK : SUBMITTED;
    }

    private static int times(int all, int what) {
        return all / what & MOST;
    }

    private static boolean isSeen(int all, int what) {
        return times(all, what) > 0;
    }

    private int at(long number) {
        var at = number - first;
        return at >= 0 && at < seen.length() ? (int) at : -1;
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
        return withReceipts ? callbacks.sum() : submissions.sum();
    }

    /** What became of all messages, told when none is expected to change any more. */
    Counts counts() {
        var missing = 0L;
        var repeated = strays.sum();
        for (var at = 0; at < seen.length(); at++) {
            var all = seen.get(at);
            if (isSeen(all, ACCEPTED) && !(isSeen(all, SUBMITTED) && (isSeen(all, CALLED_BACK) || !withReceipts))) {
                missing++;
            }
            repeated += Math.max(0, times(all, SUBMITTED) - 1) + Math.max(0, times(all, CALLED_BACK) - 1);
        }
        return new Counts(
                accepted.sum(), refused.sum(), submissions.sum(), callbacks.sum(), withReceipts, repeated, missing);
    }

    /**
     * What became of all messages.
     *
     * @param accepted messages whose sender was told that they are taken
     * @param refused messages whose sender was told otherwise, or nothing
     * @param submissions handed to the carrier
     * @param callbacks requests that told of a delivery
     * @param repeated submissions and callbacks beyond the first of a message, and those of messages of an earlier
     *     measurement
     * @param missing accepted messages that the carrier was not handed, or that nobody was called back about
     */
    record Counts(
            long accepted,
            long refused,
            long submissions,
            long callbacks,
            boolean withReceipts,
            long repeated,
            long missing) {
        boolean match() {
            return accepted > 0
                    && refused == 0
                    && submissions == accepted
                    && callbacks == (withReceipts ? accepted : 0)
                    && repeated == 0
                    && missing == 0;
        }
    }
}
