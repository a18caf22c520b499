package io.posthorn.bench;

/**
 * A fixed number of messages a second. A message that leaves late keeps the time it was meant for, so that a stall of
 * the system counts against every message that had to wait for its end.
 */
final class OpenPace implements Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double period;
    private final long begin;
    private long taken;

    /** @param begin when the first message leaves, as {@link System#nanoTime} */
    OpenPace(int rate, long begin) {
        period = NANOS_PER_SECOND / rate;
        this.begin = begin;
    }

    private long due() {
        return begin + (long) (taken * period);
    }

    @Override
    public long take(long now) {
        var due = due();
        if (due - now > 0) {
            return NOT_NOW;
        }
        taken++;
        return due;
    }

    @Override
    public long untilNext(long now) {
        return Math.max(0, due() - now);
    }

    @Override
    public void ended() {
        // Nobody waits for anybody.
    }
}
