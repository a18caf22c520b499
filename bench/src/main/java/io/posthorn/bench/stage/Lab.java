package io.posthorn.bench.stage;

import io.posthorn.bench.KafkaAccess;
import io.posthorn.kafka.embedded.EmbeddedKafka;
import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker in this process, and what all candidates share. */
final class Lab implements AutoCloseable {
    static final int BATCH_BYTES = 128 * 1024;

    private static final int PARTITIONS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);

    private final Path directory;
    private final EmbeddedKafka broker;
    private final KafkaClients clients;
    private final Codec codec;
    private final Admin admin;

    Lab(Path directory) {
        this.directory = directory;
        broker = EmbeddedKafka.start(EmbeddedKafka.Options.in(directory.resolve("kafka")));
        clients = KafkaAccess.clients(broker.bootstrapServers(), "mock://bench", PARTITIONS);
        // Before the first record is built: Avro has to be told to trust the generated classes, which the serializer
        // does.
        codec = clients.codec();
        admin = clients.admin();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    KafkaClients clients() {
        return clients;
    }

    Codec codec() {
        return codec;
    }

    Path newDirectory(String name) {
        return directory.resolve("state-" + name);
    }

    Topic<SendRequest> newTopic(String name) {
        var topic =
                new Topic<>(name, SendRequest.class, Topic.Cleanup.DELETE, Duration.ofDays(1), Topic.Lanes.PIPELINE);
        get(admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) -1)))
                .all());
        awaitPartitions(name);
        return topic;
    }

    /** A topic exists a moment before its partitions take records. */
    private void awaitPartitions(String topic) {
        var partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                admin.listOffsets(partitions).all().get();
                return;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + topic, interrupted);
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof RetriableException) || System.nanoTime() > giveUp) {
                    throw new IllegalStateException("topic " + topic + " takes no records", failed.getCause());
                }
                LockSupport.parkNanos(this, LOOK_EVERY);
            }
        }
    }

    void delete(List<Topic<SendRequest>> topics) {
        get(admin.deleteTopics(topics.stream().map(Topic::name).toList()).all());
    }

    /** Sends what it has when it is flushed, as the producers of transactions do; and is otherwise like those, too. */
    Producer<String, byte[]> flushedProducer() {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        config.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    /** How many records the group has committed. */
    long committed(String group) {
        return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).values().stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the broker did not do it", failed.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
