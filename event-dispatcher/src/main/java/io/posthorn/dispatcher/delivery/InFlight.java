package io.posthorn.dispatcher.delivery;

import java.util.concurrent.atomic.AtomicLong;

/** The memory for what is being delivered, shared by all partitions of this instance. */
public final class InFlight {
    private final AtomicLong free;

    /** @param bytes how much there is */
    public InFlight(long bytes) {
        free = new AtomicLong(bytes);
    }

    /** Whether there is room for more than the one record that every place may always have. */
    boolean hasRoom() {
        return free.get() > 0;
    }

    void take(long bytes) {
        free.addAndGet(-bytes);
    }

    void giveBack(long bytes) {
        free.addAndGet(bytes);
    }
}
