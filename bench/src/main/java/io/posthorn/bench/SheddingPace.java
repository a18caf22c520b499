package io.posthorn.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A fixed number of messages a second, without those that could not leave in time because all connections were busy:
 * who is asked to wait goes elsewhere, and does not come back all at once.
 */
final class SheddingPace implements Pace {
    /** How late a message leaves at most. */
    static final long LATEST = TimeUnit.MILLISECONDS.toNanos(100);

    private final Pace pace;
    private final LongAdder shed = new LongAdder();

    /** @param begin when the first message leaves, as {@link System#nanoTime} */
    SheddingPace(int rate, long begin) {
        pace = new OpenPace(rate, begin);
    }

    @Override
    public long take(long now) {
        var late = 0L;
        var due = pace.take(now);
        while (due != NOT_NOW && now - due > LATEST) {
            late++;
            due = pace.take(now);
        }
        shed.add(late);
        return due;
    }

    @Override
    public long untilNext(long now) {
        return pace.untilNext(now);
    }

    @Override
    public void ended() {
        pace.ended();
    }

    /** Messages that did not leave. */
    long shed() {
        return shed.sum();
    }
}
