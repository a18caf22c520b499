package io.posthorn.serde;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * A few objects worth reusing, shared by any number of threads. A thread that finds none free makes its own. Unlike a
 * thread-local it stays small when every call comes from another virtual thread.
 */
final class Pool<T> {
    /** More than the threads that can run at once on any machine this is meant for; a power of two. */
    private static final int SLOTS = 32;

    /** How far to look before making a new object, which costs less than a long search. */
    private static final int PROBES = 4;

    private final AtomicReferenceArray<T> slots = new AtomicReferenceArray<>(SLOTS);
    private final Supplier<T> make;

    Pool(Supplier<T> make) {
        this.make = make;
    }

    T take() {
        int start = start();
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = (start + probe) & (SLOTS - 1);
            if (slots.getPlain(slot) != null) {
                var taken = slots.getAndSet(slot, null);
                if (taken != null) {
                    return taken;
                }
            }
        }
        return make.get();
    }

    void give(T object) {
        int start = start();
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = (start + probe) & (SLOTS - 1);
            if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, object)) {
                return;
            }
        }
    }

    private static int start() {
        return (int) Thread.currentThread().threadId();
    }
}
