package io.posthorn.gateway.id;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes UUIDs of version 7: the time in milliseconds, then 74 random bits. Ids made one after the other sort one after
 * the other, which keeps tables keyed by them compact. They are hard to guess by chance but no secrets, so a generator
 * that threads do not have to share is good enough.
 */
public final class TimeOrderedIds {
    private static final int VERSION = 7;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final long RANDOM_IN_HIGH_HALF = 0x0FFFL;
    private static final int BITS_BELOW_TIME = 16;

    private final Clock clock;

    public TimeOrderedIds(Clock clock) {
        this.clock = clock;
    }

    /** Whether an id is of this kind, and so new when it was made. */
    public static boolean isOne(UUID id) {
        return id.version() == VERSION;
    }

    /** A new id; safe for any number of threads. */
    public UUID next() {
        var random = ThreadLocalRandom.current();
        long high = (clock.millis() << BITS_BELOW_TIME) | VERSION_7 | (random.nextLong() & RANDOM_IN_HIGH_HALF);
        long low = (random.nextLong() & VARIANT_MASK) | VARIANT;
        return new UUID(high, low);
    }
}
