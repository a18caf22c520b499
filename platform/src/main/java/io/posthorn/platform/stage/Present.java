package io.posthorn.platform.stage;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Something of each partition that this instance has at present, for gauges. Held weakly, so that what is dropped with
 * its partition is not told of any more. Any thread may ask.
 */
public final class Present<T> {
    private final Map<Integer, WeakReference<T>> partitions = new ConcurrentHashMap<>();

    /** Takes the place of what an earlier owner of the partition had. */
    public void watch(int partition, T part) {
        partitions.put(partition, new WeakReference<>(part));
    }

    /** What there is. */
    public Stream<T> all() {
        return partitions.values().stream().map(WeakReference::get).filter(Objects::nonNull);
    }
}
