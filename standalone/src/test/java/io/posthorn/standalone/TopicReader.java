package io.posthorn.standalone;

import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.KafkaProperties;
import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.schemas.topic.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/** What a consumer of a topic sees that reads it from its beginning to its present end. */
final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients clients;

    TopicReader(String bootstrapServers, String registryUrl) {
        this(bootstrapServers, registryUrl, Map.of());
    }

    /** @param client settings of the consumers */
    TopicReader(String bootstrapServers, String registryUrl, Map<String, String> client) {
        clients = new KafkaClients(new KafkaProperties(
                bootstrapServers,
                registryUrl,
                "io.posthorn.serde.AvroSerializer",
                "io.posthorn.serde.AvroDeserializer",
                client,
                1,
                1,
                (short) -1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10)));
    }

    /** Passes each record on, those of one partition in their order. */
    <V extends SpecificRecord> void read(Topic<V> topic, Consumer<V> each) {
        var codec = clients.codec();
        try (var consumer = clients.catchUpConsumer()) {
            var partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(POLL)) {
                    each.accept(codec.decode(topic, record.value()));
                }
            }
        } catch (UnreadableRecordException unreadable) {
            throw new IllegalStateException("a record of " + topic.name() + " cannot be read", unreadable);
        }
    }
}
