package io.posthorn.core.routing;

import io.posthorn.core.PhoneNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a pool in the order in which one destination prefers them (rendezvous hashing): each destination has
 * its own order, evenly spread, and a member that joins or leaves moves only the destinations that prefer it.
 *
 * <p>The first member costs one pass and no memory, each further one another pass: the first can nearly always serve.
 */
final class Preference {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final long destination;
    private final List<String> members;
    private long lastWeight = Long.MAX_VALUE;
    private int lastIndex = -1;
    private int told;

    Preference(PhoneNumber destination, List<String> members) {
        this.destination = seed(destination);
        this.members = members;
    }

    /** The member preferred next, {@code null} when all were told. */
    @Nullable
    String next() {
        if (told == members.size()) {
            return null;
        }
        int best = -1;
        long bestWeight = Long.MIN_VALUE;
        for (int i = 0; i < members.size(); i++) {
            long weight = weight(destination, members.get(i));
            boolean toldBefore = weight > lastWeight || (weight == lastWeight && i <= lastIndex);
            if (!toldBefore && (best < 0 || weight > bestWeight)) {
                best = i;
                bestWeight = weight;
            }
        }
        told++;
        lastIndex = best;
        lastWeight = bestWeight;
        return members.get(best);
    }

    /** How much the destination prefers the member. */
    static long weight(PhoneNumber destination, String member) {
        return weight(seed(destination), member);
    }

    private static long weight(long destination, String member) {
        // A string keeps its hash code, so this does not look at the characters again.
        return mix(destination + member.hashCode() * GOLDEN_RATIO);
    }

    private static long seed(PhoneNumber destination) {
        return mix(Long.parseLong(destination.value(), 1, destination.value().length(), 10));
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014): every bit of the input reaches every bit of the result. */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
