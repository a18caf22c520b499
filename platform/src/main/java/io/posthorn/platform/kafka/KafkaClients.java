package io.posthorn.platform.kafka;

import io.posthorn.platform.trace.TraceHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/** Makes Kafka clients with the settings the delivery guarantees rest on. */
public final class KafkaClients {
    /**
     * With more than one request in flight, the first batches to a topic created a moment ago can be lost for good: the
     * broker refuses one, takes the next, and then calls the first out of sequence.
     */
    private static final int ONE_REQUEST_IN_FLIGHT = 1;

    /**
     * A stage without local copies reads its tables between two polls: minutes, where they have many millions of
     * entries.
     */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    private static final int BATCH_BYTES = 128 * 1024;

    /** Whoever reads a whole topic takes it in large steps; how many bytes are fetched at a time bounds the memory. */
    private static final int MANY_RECORDS = 5_000;

    private final KafkaProperties properties;
    private final boolean traced;

    public KafkaClients(KafkaProperties properties) {
        this(properties, false);
    }

    /** @param traced whether what is written while a request is answered continues the trace of that request */
    public KafkaClients(KafkaProperties properties, boolean traced) {
        this.properties = properties;
        this.traced = traced;
    }

    public KafkaProperties properties() {
        return properties;
    }

    public Admin admin() {
        return Admin.create(common());
    }

    /**
     * The id of the cluster.
     *
     * @throws InfrastructureException when it cannot be asked
     */
    public String clusterId() {
        try (var admin = admin()) {
            return admin.describeCluster().clusterId().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while asking for the cluster id", interrupted);
        } catch (ExecutionException failed) {
            throw new InfrastructureException("cannot ask for the cluster id", failed);
        }
    }

    /** A producer whose records are visible within milliseconds: for answers somebody waits for. */
    public Producer<String, byte[]> promptProducer() {
        var config = durable();
        // A request costs the broker and both threads on the way more than the records in it.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 4);
        // Its batches are small, and each would pay for the buffers of a compressor: 128 KiB, cleared, for every batch.
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        if (traced) {
            config.put(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, TraceHeaders.class.getName());
        }
        return new KafkaProducer<>(config);
    }

    /** A producer for stages. It sends when the transaction commits, in as few requests as that takes. */
    public Producer<String, byte[]> transactionalProducer(String transactionalId) {
        var config = durable();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Math.toIntExact(properties.transactionTimeout().toMillis()));
        config.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        // A transaction that begins before the marks of the last one are everywhere is told to come again.
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
        return new KafkaProducer<>(config);
    }

    /** A consumer that shares the partitions of its topics with the other members of its group. */
    public Consumer<String, byte[]> groupConsumer(String group, String memberId, int maxRecords) {
        var config = readCommitted();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, memberId);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
        config.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Math.toIntExact(properties.sessionTimeout().toMillis()));
        config.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                Math.toIntExact(properties.sessionTimeout().dividedBy(5).toMillis()));
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Math.toIntExact(LONGEST_PAUSE.toMillis()));
        // Puts the same partition of all topics of a stage into one hand.
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        return new KafkaConsumer<>(config);
    }

    /** A consumer that belongs to no group and follows the partitions it is told. */
    public Consumer<String, byte[]> freeConsumer() {
        var config = readCommitted();
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MANY_RECORDS);
        return new KafkaConsumer<>(config);
    }

    /**
     * A consumer that belongs to no group, reads up to a known end, and is closed. Closing waits for the broker to
     * answer the last fetch, which finds nothing and would keep the broker waiting for half a second.
     */
    public Consumer<String, byte[]> catchUpConsumer() {
        var config = readCommitted();
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MANY_RECORDS);
        return new KafkaConsumer<>(config);
    }

    /** Serializers as configured. Each thread that cannot share asks for its own. */
    public Codec codec() {
        Map<String, Object> config = new HashMap<>(properties.client());
        config.put("schema.registry.url", properties.schemaRegistryUrl());
        config.put("specific.avro.reader", true);
        Serializer<Object> serializer = instance(properties.valueSerializer(), Serializer.class);
        serializer.configure(config, false);
        Deserializer<Object> deserializer = instance(properties.valueDeserializer(), Deserializer.class);
        deserializer.configure(config, false);
        return new Codec(serializer, deserializer);
    }

    private static <T> T instance(String className, Class<? super T> type) {
        try {
            Object made = Utils.newInstance(className, type);
            @SuppressWarnings("unchecked") // both serializer interfaces are erased to Object here
            var typed = (T) made;
            return typed;
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException(
                    "posthorn.kafka: class " + className + " is not on the class path", missing);
        }
    }

    private Map<String, Object> durable() {
        var config = common();
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, ONE_REQUEST_IN_FLIGHT);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 12_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 6_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 6_000);
        return config;
    }

    private Map<String, Object> readCommitted() {
        var config = common();
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return config;
    }

    private Map<String, Object> common() {
        Map<String, Object> config = new HashMap<>(properties.client());
        config.put("bootstrap.servers", properties.bootstrapServers());
        return config;
    }
}
