package io.posthorn.registration.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many resources of a kind accounts have, so that a quota need not be counted out at every command. Holds for as
 * long as every change of the table is told to it; a processor and its table begin anew together.
 */
final class ResourceCounts {
    private static final int REMEMBERED = 10_000;
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<String, Long> byPrefix = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** The count under a prefix of keys; {@code counted} finds out where it is not known. */
    long of(String prefix, LongSupplier counted) {
        return byPrefix.computeIfAbsent(prefix, unknown -> counted.getAsLong());
    }

    boolean knows(String prefix) {
        return byPrefix.containsKey(prefix);
    }

    /** A resource has come or gone. */
    void change(String prefix, int difference) {
        byPrefix.computeIfPresent(prefix, (same, count) -> count + difference);
    }
}
