package io.posthorn.bench;

import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.KafkaProperties;
import io.posthorn.schemas.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** How a measurement reaches the broker of what it measures: with clients that are set like those of the services. */
public final class KafkaAccess {
    /** Stands for a registry where values are read by {@link Projection}, which asks none. */
    private static final String NO_REGISTRY = "mock://bench";

    private KafkaAccess() {}

    /**
     * Clients like those of the services.
     *
     * @param registryUrl of the schema registry; one that begins with {@code mock://} is kept in this process
     * @param pipelinePartitions partitions of the message topics that are made with these clients
     */
    public static KafkaClients clients(String bootstrapServers, String registryUrl, int pipelinePartitions) {
        return new KafkaClients(new KafkaProperties(
                bootstrapServers,
                registryUrl,
                "io.posthorn.serde.AvroSerializer",
                "io.posthorn.serde.AvroDeserializer",
                Map.of(),
                pipelinePartitions,
                1,
                (short) -1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(15)));
    }

    /** Reads what was committed to all partitions of a topic, from the first record that is there. */
    public static Consumer<String, byte[]> readerFromStart(String bootstrapServers, Topic<?> topic) {
        var consumer = reader(bootstrapServers, topic);
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }

    /** Reads what is committed to all partitions of topics from now on. */
    public static Consumer<String, byte[]> readerFromNow(String bootstrapServers, Topic<?>... topics) {
        var consumer = reader(bootstrapServers, topics);
        consumer.seekToEnd(consumer.assignment());
        // Where the end is, the consumer asks when it is first needed: that has to be now.
        consumer.assignment().forEach(consumer::position);
        return consumer;
    }

    private static Consumer<String, byte[]> reader(String bootstrapServers, Topic<?>... topics) {
        var consumer = clients(bootstrapServers, NO_REGISTRY, 1).freeConsumer();
        consumer.assign(partitions(consumer, topics));
        return consumer;
    }

    private static List<TopicPartition> partitions(Consumer<String, byte[]> consumer, Topic<?>... topics) {
        return Stream.of(topics)
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
