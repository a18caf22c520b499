package io.posthorn.bench;

import io.posthorn.schemas.CarrierReport;
import io.posthorn.schemas.CarrierReportKind;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Sees what any consumer of {@code delivery-events} sees, and when. The time of the carrier submission is the one the
 * system wrote into its report: the moment of the carrier's answer, to the millisecond and by the clock of this
 * machine.
 */
final class EventWatcher implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String DELIVERED = "DELIVERED";
    private static final String SUBMITTED = CarrierReportKind.SUBMITTED.name();

    private final Consumer<String, byte[]> consumer;
    private final Projection reports = new Projection(CarrierReport.getClassSchema(), "kind", "reportedAt");
    private final Projection events = new Projection(DeliveryEvent.getClassSchema(), "isFinal", "messageStatus");
    private final Thread thread;
    private volatile @Nullable Flights flights;
    private volatile boolean stopping;
    private volatile @Nullable RuntimeException failure;

    private EventWatcher(String bootstrapServers) {
        consumer = KafkaAccess.readerFromNow(bootstrapServers, Topics.CARRIER_REPORTS, Topics.DELIVERY_EVENTS);
        thread = Thread.ofPlatform().name("event-watcher").unstarted(this::run);
    }

    /** Begins to watch at the end of the topics. */
    static EventWatcher start(String bootstrapServers) {
        var watcher = new EventWatcher(bootstrapServers);
        watcher.thread.start();
        return watcher;
    }

    /** Reports to {@code newFlights} from now on. */
    void tell(Flights newFlights) {
        flights = newFlights;
    }

    /** Throws what ended the watcher, if something did. */
    void check() {
        var failed = failure;
        if (failed != null) {
            throw new IllegalStateException("the events can no longer be watched", failed);
        }
    }

    private void run() {
        try (consumer) {
            while (!stopping) {
                var records = consumer.poll(POLL);
                var told = flights;
                if (told == null || records.isEmpty()) {
                    continue;
                }
                var now = System.nanoTime();
                var epoch = now - ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
                for (var each : records) {
                    tell(told, each, now, epoch);
                }
            }
        } catch (WakeupException asked) {
            // Closed.
        } catch (RuntimeException failed) {
            failure = failed;
        }
    }

    /** @param epoch what {@link System#nanoTime} was at the beginning of 1970 */
    private void tell(Flights told, ConsumerRecord<String, byte[]> record, long now, long epoch) {
        if (record.topic().equals(Topics.CARRIER_REPORTS.name())) {
            var report = reports.read(record.value());
            if (SUBMITTED.equals(String.valueOf(report.get(0)))) {
                told.submitted(record.key(), epoch + TimeUnit.MILLISECONDS.toNanos((Long) report.get(1)));
            }
        } else {
            var event = events.read(record.value());
            if ((Boolean) event.get(0)) {
                told.ended(record.key(), DELIVERED.contentEquals((CharSequence) event.get(1)), now);
            }
        }
    }

    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
