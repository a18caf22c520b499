package io.posthorn.platform.line;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.platform.stage.Present;

/** How many messages wait in all partitions of this instance. */
public final class WaitingGauge {
    private final Present<Lines<?>> partitions = new Present<>();

    public WaitingGauge(String name, MeterRegistry meters) {
        Gauge.builder(name, this, WaitingGauge::sum).strongReference(true).register(meters);
    }

    /** Counts the lines of a partition in the place of any earlier ones. */
    public void watch(int partition, Lines<?> lines) {
        partitions.watch(partition, lines);
    }

    private double sum() {
        return partitions.all().mapToLong(Lines::waiting).sum();
    }
}
