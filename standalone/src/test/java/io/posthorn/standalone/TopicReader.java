package io.posthorn.standalone;

import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.KafkaProperties;
import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

    /** Passes the value of each record on, those of one partition in their order. */
    <V extends SpecificRecord> void read(Topic<V> topic, Consumer<V> each) {
        readOn(topic, new HashMap<>(), each);
    }

    /** @param positions where to go on, the beginning where there is none; afterwards where to go on the next time */
    <V extends SpecificRecord> void readOn(Topic<V> topic, Map<TopicPartition, Long> positions, Consumer<V> each) {
        var codec = clients.codec();
        records(topic.name(), positions, found -> {
            try {
                each.accept(codec.decode(topic, found.value()));
            } catch (UnreadableRecordException unreadable) {
                throw new IllegalStateException("a record of " + topic.name() + " cannot be read", unreadable);
            }
        });
    }

    /** Passes each record on as it is, those of one partition in their order. */
    void records(String topic, Consumer<ConsumerRecord<String, byte[]>> each) {
        records(topic, new HashMap<>(), each);
    }

    private void records(
            String topic, Map<TopicPartition, Long> positions, Consumer<ConsumerRecord<String, byte[]>> each) {
        try (var consumer = clients.catchUpConsumer()) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            positions.forEach(consumer::seek);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(each);
            }
            partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
        }
    }

    /** A header of a record that has it. */
    static String header(ConsumerRecord<?, ?> found, String name) {
        return new String(found.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
