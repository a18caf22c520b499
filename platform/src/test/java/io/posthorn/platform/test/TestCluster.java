package io.posthorn.platform.test;

import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.KafkaProperties;
import io.posthorn.platform.kafka.TopicProvisioner;
import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.schemas.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.springframework.util.FileSystemUtils;

/**
 * A Kafka broker with all topics of the catalogue and an in-memory schema registry. Each instance is a cluster of its
 * own, so that tests never meet each other's records; one serves a whole test class.
 */
public final class TestCluster implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int PARTITIONS = 3;

    private final Path directory;
    private final TestBroker broker;
    private final KafkaClients clients;
    private final Codec codec;
    private final Producer<String, byte[]> producer;

    private TestCluster(Path directory) {
        this.directory = directory;
        broker = TestBroker.start(directory.resolve("kafka"));
        clients = new KafkaClients(new KafkaProperties(
                broker.bootstrapServers(),
                "mock://" + directory.getFileName(),
                "io.posthorn.serde.AvroSerializer",
                "io.posthorn.serde.AvroDeserializer",
                Map.of(),
                PARTITIONS,
                1,
                (short) -1,
                Duration.ofSeconds(6),
                Duration.ofSeconds(5)));
        new TopicProvisioner(clients).provision();
        codec = clients.codec();
        producer = clients.promptProducer();
    }

    /** Starts a cluster with nothing in it. */
    public static TestCluster start() {
        try {
            return new TestCluster(Files.createTempDirectory("posthorn-test"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public KafkaClients clients() {
        return clients;
    }

    public Codec codec() {
        return codec;
    }

    /** A directory that nothing else uses, gone when the cluster is closed. */
    public Path newDirectory(String name) {
        return directory.resolve(name);
    }

    /** What an application needs to use this cluster, as configuration keys. */
    public Map<String, Object> properties(String instance) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("posthorn.kafka.bootstrap-servers", bootstrapServers());
        properties.put(
                "posthorn.kafka.schema-registry-url", clients.properties().schemaRegistryUrl());
        properties.put("posthorn.kafka.pipeline-partitions", PARTITIONS);
        properties.put("posthorn.kafka.control-partitions", 1);
        properties.put("posthorn.kafka.session-timeout", "6s");
        properties.put("posthorn.kafka.transaction-timeout", "5s");
        properties.put(
                "posthorn.stage.state-directory",
                newDirectory("state-" + instance).toString());
        return properties;
    }

    /** The same as command-line arguments. */
    public String[] arguments(String instance) {
        return properties(instance).entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }

    public <V extends SpecificRecord> void produce(Topic<V> topic, String key, V value, Header... headers) {
        produceBytes(topic, key, codec.encode(topic, value), headers);
    }

    /** Writes many at once, in their order: they are there sooner than anybody could handle them. */
    public <V extends SpecificRecord> void produceAll(Topic<V> topic, String key, List<V> values) {
        values.stream()
                .map(value -> producer.send(new ProducerRecord<>(topic.name(), key, codec.encode(topic, value))))
                .toList()
                .forEach(TestCluster::await);
    }

    /** Writes bytes that need not be a value of the topic. */
    public void produceBytes(Topic<?> topic, String key, byte[] value, Header... headers) {
        await(producer.send(new ProducerRecord<>(topic.name(), null, null, key, value, List.of(headers))));
    }

    private static void await(Future<RecordMetadata> written) {
        try {
            written.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while producing", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the broker did not take the record", failed.getCause());
        }
    }

    /** Everything committed to the topic so far, in the order of each partition. */
    public <V extends SpecificRecord> List<V> values(Topic<V> topic) {
        var values = new ArrayList<V>();
        for (var each : records(topic.name())) {
            try {
                if (each.value() != null) {
                    values.add(codec.decode(topic, each.value()));
                }
            } catch (UnreadableRecordException unreadable) {
                throw new IllegalStateException("record " + each.offset() + " of " + topic, unreadable);
            }
        }
        return values;
    }

    /** What a table topic holds: the newest value of each key that has not been removed. */
    public <V extends SpecificRecord> Map<String, V> table(Topic<V> topic) {
        var table = new LinkedHashMap<String, V>();
        for (var each : records(topic.name())) {
            try {
                if (each.value() == null) {
                    table.remove(each.key());
                } else {
                    table.put(each.key(), codec.decode(topic, each.value()));
                }
            } catch (UnreadableRecordException unreadable) {
                throw new IllegalStateException("record " + each.offset() + " of " + topic, unreadable);
            }
        }
        return table;
    }

    /** Everything committed to the topic so far, undecoded. */
    public List<ConsumerRecord<String, byte[]>> records(String topic) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = clients.catchUpConsumer()) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    /** The text of a header, where the record has it. */
    public static Optional<String> header(ConsumerRecord<?, ?> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(header -> new String(header.value(), java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
        broker.close();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException inUse) {
            // An application that outlives its broker may still write; what it leaves lies among temporary files.
        }
    }
}
