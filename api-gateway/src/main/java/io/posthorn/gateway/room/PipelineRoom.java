package io.posthorn.gateway.room;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Admits messages as long as not too many wait for the services behind the gateway. What waits is looked at every so
 * often; in between, what has been admitted since counts as waiting, so that however much is offered between two looks,
 * no more is admitted than there was room for. In lasting overload, that is what was worked off in the meantime.
 */
public final class PipelineRoom {
    private final long most;
    private final AtomicLong admitted = new AtomicLong();
    private volatile long waiting;

    /** @param most messages that may wait */
    public PipelineRoom(long most) {
        this.most = most;
    }

    /** Whether one more is admitted. */
    public boolean admits() {
        // Looked at first: while all are refused, nobody writes.
        return waiting + admitted.get() < most && waiting + admitted.getAndIncrement() < most;
    }

    /** So many wait now. */
    void seen(long now) {
        waiting = now;
        admitted.set(0);
    }

    /** What waits cannot be seen: what is not known cannot be bounded. */
    void unseen() {
        seen(0);
    }

    /** How many waited when that was last looked at. */
    public long waiting() {
        return waiting;
    }
}
