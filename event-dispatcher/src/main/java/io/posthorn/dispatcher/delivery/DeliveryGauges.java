package io.posthorn.dispatcher.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.platform.stage.Present;
import java.util.Locale;
import java.util.stream.Stream;

/** What waits in all partitions of this instance, for each kind of place. */
final class DeliveryGauges {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final Present<DeliveryProcessor> partitions = new Present<>();

    /**
     * What waits in one partition, at its last turn.
     *
     * @param lateMillis how long the oldest has waited beyond what it has to
     * @param leftAlone places for which something waits though their breaker is open
     */
    record Waiting(long records, long lateMillis, long leftAlone) {
        static final Waiting NONE = new Waiting(0, 0, 0);

        Waiting and(long moreRecords, long otherLateMillis, boolean isLeftAlone) {
            return new Waiting(
                    records + moreRecords, Math.max(lateMillis, otherLateMillis), leftAlone + (isLeftAlone ? 1 : 0));
        }
    }

    DeliveryGauges(MeterRegistry meters) {
        for (var kind : EventDestination.Target.values()) {
            Gauge.builder(
                            "posthorn.dispatcher.waiting",
                            () -> of(kind).mapToLong(Waiting::records).sum())
                    .description("Deliveries that wait to be taken")
                    .tag("sink", tag(kind))
                    .register(meters);
            Gauge.builder(
                            "posthorn.dispatcher.late",
                            () -> of(kind).mapToLong(Waiting::lateMillis).max().orElse(0) / MILLIS_PER_SECOND)
                    .description("How long the oldest delivery has waited beyond what it has to")
                    .baseUnit("seconds")
                    .tag("sink", tag(kind))
                    .register(meters);
            Gauge.builder(
                            "posthorn.dispatcher.left.alone",
                            () -> of(kind).mapToLong(Waiting::leftAlone).sum())
                    .description("Places left alone for a while because they keep failing")
                    .tag("sink", tag(kind))
                    .register(meters);
        }
    }

    static String tag(EventDestination.Target kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Looks at a partition in the place of any earlier owner of it. */
    void watch(int partition, DeliveryProcessor processor) {
        partitions.watch(partition, processor);
    }

    private Stream<Waiting> of(EventDestination.Target kind) {
        return partitions.all().map(processor -> processor.waiting(kind));
    }
}
