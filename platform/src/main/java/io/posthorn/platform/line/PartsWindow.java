package io.posthorn.platform.line;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much of its rate one line has used lately, and so when it may let go more: over any window of the given length
 * the parts let go stay within the rate. Exact to the millisecond, in place of a token bucket, which would allow up to
 * twice the rate across the moment it refills.
 *
 * <p>A line may have several rates at a time, because they depend on destination and channel; then each message uses
 * the share of the window that its own rate gives it, and the shares never sum up to more than the whole window.
 *
 * <p>A message of more parts than the rate cannot keep within it. It goes when the window is empty, and the window
 * stays closed until its parts are paid for, so that the rate holds on the average.
 *
 * <p>Times are milliseconds since the epoch. Memory: 16 bytes for each millisecond something was let go in, so at most
 * some 16 kB at any rate; 32 bytes for a number of one part per second.
 */
final class PartsWindow {
    /** Largest rate for which rounding of shares never lets a part too many pass. */
    static final int HIGHEST_RATE = 100_000;

    /** Nobody can tell yet when. */
    static final long NOT_KNOWN = Long.MAX_VALUE;

    private static final long WHOLE = 1_000_000_000_000L;

    private final long length;
    private long[] leavesAt = new long[2];
    private long[] shares = new long[2];
    private int head;
    private int size;
    private long used;
    private final Deque<Leaving> leaving = new ArrayDeque<>(0);
    private long lastLeave = Long.MIN_VALUE;

    /** A message that is about to go. */
    private record Leaving(int parts, int rate) {}

    PartsWindow(Duration length) {
        this.length = length.toMillis();
    }

    /**
     * When the next message may go, at the earliest; {@code now} if it may go at once, {@link #NOT_KNOWN} while that
     * depends on messages that are about to go.
     */
    long earliest(int parts, int rate, long now) {
        forgetUntil(now);
        var share = share(parts, rate);
        var remaining = used;
        var at = now;
        for (int i = 0; i < size && remaining + share > WHOLE; i++) {
            var slot = slot(i);
            remaining -= shares[slot];
            at = leavesAt[slot];
        }
        return remaining + share > WHOLE ? NOT_KNOWN : at;
    }

    /** Notes that a message is about to go; {@link #earliest} must have allowed it. */
    void reserve(int parts, int rate) {
        leaving.add(new Leaving(parts, rate));
        used += share(parts, rate);
    }

    /** Notes that the first of the messages that are about to go has gone now. */
    void gone(long now) {
        var first = leaving.remove();
        used -= share(first.parts(), first.rate());
        take(first.parts(), first.rate(), now);
    }

    boolean isAnyLeaving() {
        return !leaving.isEmpty();
    }

    /** Notes that a message goes now; {@link #earliest} must have allowed it. */
    void take(int parts, int rate, long now) {
        forgetUntil(now);
        var share = share(parts, rate);
        if (used + share > WHOLE) {
            throw new IllegalStateException("the window has no room for " + parts + " parts at " + rate + " a second");
        }
        var stay = parts <= rate ? length : Math.ceilDiv(length * parts, rate);
        var leaves = Math.max(now + stay, lastLeave);
        used += share;
        if (size > 0 && leaves == lastLeave) {
            shares[slot(size - 1)] += share;
            return;
        }
        if (size == leavesAt.length) {
            grow();
        }
        leavesAt[slot(size)] = leaves;
        shares[slot(size)] = share;
        size++;
        lastLeave = leaves;
    }

    /**
     * How many parts may have gone by then, if none goes meanwhile. Forgets nothing: what is asked next may be earlier.
     */
    int room(int rate, long at) {
        var remaining = used;
        for (int i = 0; i < size && leavesAt[slot(i)] <= at; i++) {
            remaining -= shares[slot(i)];
        }
        return (int) ((WHOLE - remaining) / (WHOLE / bounded(rate)));
    }

    boolean isEmpty(long now) {
        forgetUntil(now);
        return size == 0 && leaving.isEmpty();
    }

    private static long share(int parts, int rate) {
        return parts >= rate ? WHOLE : WHOLE / bounded(rate) * Math.max(1, parts);
    }

    private static int bounded(int rate) {
        if (rate < 1 || rate > HIGHEST_RATE) {
            throw new IllegalArgumentException("rate must be 1 to " + HIGHEST_RATE + ", was " + rate);
        }
        return rate;
    }

    private void forgetUntil(long now) {
        while (size > 0 && leavesAt[head] <= now) {
            used -= shares[head];
            head = slot(1);
            size--;
        }
    }

    private int slot(int index) {
        return (head + index) & (leavesAt.length - 1);
    }

    private void grow() {
        var moreLeaves = new long[2 * size];
        var moreShares = new long[2 * size];
        for (int i = 0; i < size; i++) {
            moreLeaves[i] = leavesAt[slot(i)];
            moreShares[i] = shares[slot(i)];
        }
        leavesAt = moreLeaves;
        shares = moreShares;
        head = 0;
    }
}
