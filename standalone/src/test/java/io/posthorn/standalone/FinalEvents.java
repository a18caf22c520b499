package io.posthorn.standalone;

import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.KafkaProperties;
import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Counts the final events of each message, as a consumer of {@code delivery-events} sees them. */
final class FinalEvents {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients clients;

    FinalEvents(String bootstrapServers, String registryUrl) {
        clients = new KafkaClients(new KafkaProperties(
                bootstrapServers,
                registryUrl,
                "io.posthorn.serde.AvroSerializer",
                "io.posthorn.serde.AvroDeserializer",
                Map.of(),
                1,
                1,
                (short) -1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10)));
    }

    /** How many final events each message has so far. */
    Map<String, Integer> byMessage() {
        var counts = new HashMap<String, Integer>();
        var codec = clients.codec();
        try (var consumer = clients.catchUpConsumer()) {
            var partitions = consumer.partitionsFor(Topics.DELIVERY_EVENTS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var each : consumer.poll(POLL)) {
                    var event = codec.decode(Topics.DELIVERY_EVENTS, each.value());
                    if (event.getIsFinal()) {
                        counts.merge(event.getMessageId(), 1, Integer::sum);
                    }
                }
            }
        } catch (UnreadableRecordException unreadable) {
            throw new IllegalStateException("an event cannot be read", unreadable);
        }
        return counts;
    }
}
