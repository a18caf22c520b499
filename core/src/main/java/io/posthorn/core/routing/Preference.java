package io.posthorn.core.routing;

import io.posthorn.core.PhoneNumber;

/**
 * Which identities one destination prefers (weighted rendezvous hashing): each destination has its own order of them;
 * each identity is the first choice of as many destinations as its rate deserves, and one that comes or goes moves only
 * the destinations that prefer it. Needs no memory.
 */
final class Preference {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    /** A {@code double} holds so many bits, and one half more, exactly. */
    private static final int EXACT_BITS = 52;

    private final long seed;

    Preference(PhoneNumber destination) {
        var digits = destination.value();
        seed = mix(Long.parseLong(digits, 1, digits.length(), 10));
    }

    /**
     * How much the destination prefers the identity with this id: the more, the higher.
     *
     * @param rate message parts per second, above 0: twice the rate is the first choice of twice as many
     */
    double score(String id, int rate) {
        // A string keeps its hash code, so this does not look at the characters again.
        long hash = mix(seed + id.hashCode() * GOLDEN_RATIO) >>> (Long.SIZE - EXACT_BITS);
        // Between 0 and 1, and neither of them. The highest of -rate/ln(u) belongs to each in proportion to its rate
        // (Efraimidis and Spirakis 2006).
        double u = (hash + 0.5) / (1L << EXACT_BITS);
        return -rate / Math.log(u);
    }

    /**
     * The finalizer of SplitMix64 (Steele, Lea and Flood 2014): every bit of the input reaches every bit of the result.
     */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
