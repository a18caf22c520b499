package io.posthorn.platform.line;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** How many messages wait in all partitions of this instance. */
public final class WaitingGauge {
    /** Weak, because nobody tells when a partition leaves: its lines are simply dropped. */
    private final Map<Integer, WeakReference<Lines<?>>> partitions = new ConcurrentHashMap<>();

    public WaitingGauge(String name, MeterRegistry meters) {
        Gauge.builder(name, this, WaitingGauge::sum).strongReference(true).register(meters);
    }

    /** Counts the lines of a partition in the place of any earlier ones. */
    public void watch(int partition, Lines<?> lines) {
        partitions.put(partition, new WeakReference<>(lines));
    }

    private double sum() {
        return partitions.values().stream()
                .map(WeakReference::get)
                .filter(Objects::nonNull)
                .mapToLong(Lines::waiting)
                .sum();
    }
}
