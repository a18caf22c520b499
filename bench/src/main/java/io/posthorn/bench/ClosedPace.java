package io.posthorn.bench;

import java.util.concurrent.atomic.AtomicInteger;

/** A bounded number of messages on their way: the next one leaves when one has arrived. */
final class ClosedPace implements Pace {
    private final AtomicInteger free;
    private final Runnable wakeUp;

    /** @param wakeUp called when a message may leave and none could before */
    ClosedPace(int window, Runnable wakeUp) {
        free = new AtomicInteger(window);
        this.wakeUp = wakeUp;
    }

    @Override
    public long take(long now) {
        // Only one thread takes, so what is free now stays free until it is taken.
        if (free.get() <= 0) {
            return NOT_NOW;
        }
        free.decrementAndGet();
        return now;
    }

    @Override
    public long untilNext(long now) {
        return free.get() > 0 ? 0 : UNTIL_WOKEN;
    }

    @Override
    public void ended() {
        free.incrementAndGet();
        wakeUp.run();
    }
}
