package io.posthorn.bench.fault;

import io.posthorn.bench.Projection;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Writes down every event that is on {@code delivery-events}, from the first one. */
final class EventReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Projection events =
            new Projection(DeliveryEvent.getClassSchema(), "eventId", "messageId", "eventType", "isFinal");
    private final Ledger ledger;
    private final Thread thread = Thread.ofPlatform().name("event-reader").unstarted(this::run);
    private volatile boolean stopping;
    private volatile @Nullable RuntimeException failure;

    EventReader(String bootstrapServers, Ledger ledger) {
        this.ledger = ledger;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(Topics.DELIVERY_EVENTS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
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
