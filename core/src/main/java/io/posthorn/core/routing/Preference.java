package io.posthorn.core.routing;

import io.posthorn.core.PhoneNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers one destination prefers (rendezvous hashing): each destination has its own order of them, evenly spread,
 * and a number that comes or goes moves only the destinations that prefer it.
 */
final class Preference {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final long seed;

    Preference(PhoneNumber destination) {
        var digits = destination.value();
        seed = mix(Long.parseLong(digits, 1, digits.length(), 10));
    }

    /** The one preferred to all others, {@code null} where there is none. Needs no memory, and no look at the numbers. */
    @Nullable
    String favourite(List<String> ids) {
        String favourite = null;
        long most = 0;
        for (int i = 0; i < ids.size(); i++) {
            var id = ids.get(i);
            long weight = weight(id);
            if (favourite == null || weight > most) {
                favourite = id;
                most = weight;
            }
        }
        return favourite;
    }

    /** How much the destination prefers the number with this id. */
    long weight(String id) {
        // A string keeps its hash code, so this does not look at the characters again.
        return mix(seed + id.hashCode() * GOLDEN_RATIO);
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014): every bit of the input reaches every bit of the result. */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
