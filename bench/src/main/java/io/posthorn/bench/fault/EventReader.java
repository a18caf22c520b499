package io.posthorn.bench.fault;

import io.posthorn.bench.KafkaAccess;
import io.posthorn.bench.Projection;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Writes down every event that is on {@code delivery-events}, from the first one. */
final class EventReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final Projection events =
            new Projection(DeliveryEvent.getClassSchema(), "eventId", "messageId", "eventType", "isFinal");
    private final Ledger ledger;
    private final Thread thread = Thread.ofPlatform().name("event-reader").unstarted(this::run);
    private volatile boolean stopping;
    private volatile @Nullable RuntimeException failure;

    EventReader(String bootstrapServers, Ledger ledger) {
        this.ledger = ledger;
        consumer = KafkaAccess.readerFromStart(bootstrapServers, Topics.DELIVERY_EVENTS);
        thread.start();
    }

    private void run() {
        try (consumer) {
            while (!stopping) {
                for (var each : consumer.poll(POLL)) {
                    var event = events.read(each.value());
                    ledger.event(
                            event.get(0).toString(),
                            event.get(1).toString(),
                            event.get(2).toString(),
                            (Boolean) event.get(3));
                }
            }
        } catch (WakeupException asked) {
            // Closed.
        } catch (RuntimeException failed) {
            failure = failed;
        }
    }

    /** Throws what ended the reading, if something did. */
    void check() {
        var failed = failure;
        if (failed != null) {
            throw new IllegalStateException("the events can no longer be read", failed);
        }
    }

    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
    }
}
