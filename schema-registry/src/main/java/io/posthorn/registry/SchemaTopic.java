package io.posthorn.registry;

import io.posthorn.registry.Decision.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry's topic: a view of it that follows along, and the only place that writes to it.
 *
 * <p>Ids stay unique because there is one writer at a time. All instances write in transactions under the same
 * transactional id, and Kafka lets only the newest holder of an id commit. Whoever takes the id over first reads the
 * topic to its end, decides on that state, and commits; the former holder learns at its next commit that it has been
 * replaced, takes the id back, reads to the end and decides anew. So every committed fact was decided by somebody who
 * had seen all facts before it, without any protocol between the instances.
 */
final class SchemaTopic implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SchemaTopic.class);

    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);

    /** Each further attempt means that another instance wrote in between, which is rare twice in a row. */
    private static final int WRITE_ATTEMPTS = 5;

    private final TopicPartition partition;
    private final Map<String, Object> kafka;
    private final Admin admin;
    private final KafkaConsumer<String, String> consumer;
    private final Thread follower;

    private final ReentrantLock viewLock = new ReentrantLock();
    private final Condition viewMoved = viewLock.newCondition();
    private volatile RegistryState state = RegistryState.EMPTY;
    private long position;
    private volatile boolean closed;

    private final ReentrantLock writeLock = new ReentrantLock();
    private @Nullable KafkaProducer<String, String> producer;

    private SchemaTopic(Map<String, ?> kafka, String topic) {
        this.kafka = new HashMap<>(kafka);
        this.partition = new TopicPartition(topic, 0);
        this.admin = Admin.create(this.kafka);
        this.consumer = new KafkaConsumer<>(
                with(Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false)),
                new StringDeserializer(),
                new StringDeserializer());
        this.follower =
                Thread.ofPlatform().name("schema-registry-view").daemon().unstarted(this::follow);
    }

    static SchemaTopic open(Map<String, ?> kafka, String topic) {
        var opened = new SchemaTopic(kafka, topic);
        try {
            opened.createTopic();
            opened.consumer.assign(List.of(opened.partition));
            opened.consumer.seekToBeginning(List.of(opened.partition));
            opened.follower.start();
            opened.awaitPosition(opened.end(START_LIMIT), START_LIMIT);
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void createTopic() {
        var wanted = new NewTopic(partition.topic(), Optional.of(1), Optional.empty())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            get(admin.createTopics(List.of(wanted)).all(), START_LIMIT);
            log.atInfo().addKeyValue("topic", partition.topic()).log("created the schema topic");
        } catch (TopicExistsException e) {
            requireOnePartition();
        }
    }

    private void requireOnePartition() {
        var descriptions = get(admin.describeTopics(List.of(partition.topic())).allTopicNames(), START_LIMIT);
        for (var description : descriptions.values()) {
            if (description.partitions().size() != 1) {
                throw new IllegalStateException("topic '%s' must have one partition, has %d"
                        .formatted(partition.topic(), description.partitions().size()));
            }
        }
    }

    RegistryState state() {
        return state;
    }

    /** Returns when the view holds every write that was committed before the call, by any instance. */
    void catchUp() {
        try {
            awaitPosition(end(WRITE_LIMIT), WRITE_LIMIT);
        } catch (KafkaException e) {
            throw new SchemaTopicException("cannot learn the end of topic '" + partition.topic() + "'", false, e);
        }
    }

    /**
     * Decides on the newest state and records what was decided, again if another instance came in between.
     *
     * @return the decision, recorded and visible in {@link #state()} if it is a change
     */
    Decision write(Function<RegistryState, Decision> decide) {
        writeLock.lock();
        try {
            long deadline = System.nanoTime() + WRITE_LIMIT.toNanos();
            for (int attempt = 1; ; attempt++) {
                try {
                    return attempt(decide);
                } catch (KafkaException e) {
                    // Replaced by another instance, or the outcome is unknown: in both cases the topic decides.
                    closeProducer();
                    if (attempt == WRITE_ATTEMPTS || System.nanoTime() > deadline) {
                        throw new SchemaTopicException("cannot write to topic '" + partition.topic() + "'", false, e);
                    }
                }
            }
        } finally {
            writeLock.unlock();
        }
    }

    private Decision attempt(Function<RegistryState, Decision> decide) {
        var writer = producer();
        catchUp();
        var decision = decide.apply(state);
        if (decision instanceof Change(var facts, var answer)) {
            writer.beginTransaction();
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (var fact : facts) {
                var entry = FactRecords.write(fact);
                sent.add(writer.send(new ProducerRecord<>(partition.topic(), 0, entry.key(), entry.value())));
            }
            // Fails if any of the records failed.
            writer.commitTransaction();
            awaitPosition(sent.getLast().resultNow().offset() + 1, WRITE_LIMIT);
        }
        return decision;
    }

    private KafkaProducer<String, String> producer() {
        var existing = producer;
        if (existing != null) {
            return existing;
        }
        var created = newProducer();
        // Kept before it is initialised, so that it is closed if that fails.
        producer = created;
        created.initTransactions();
        return created;
    }

    /**
     * The producer's thread outlives the request that makes it, so it must not take the class loader of that request's
     * web application with it.
     */
    private KafkaProducer<String, String> newProducer() {
        var thread = Thread.currentThread();
        var callersLoader = thread.getContextClassLoader();
        thread.setContextClassLoader(SchemaTopic.class.getClassLoader());
        try {
            return new KafkaProducer<>(
                    with(Map.of(
                            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                            "schema-registry-" + partition.topic(),
                            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                            (int) WRITE_LIMIT.toMillis(),
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            (int) WRITE_LIMIT.toMillis(),
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                            (int) WRITE_LIMIT.toMillis(),
                            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            (int) WRITE_LIMIT.toMillis() / 2,
                            ProducerConfig.LINGER_MS_CONFIG,
                            0)),
                    new StringSerializer(),
                    new StringSerializer());
        } finally {
            thread.setContextClassLoader(callersLoader);
        }
    }

    private void closeProducer() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private void follow() {
        while (!closed) {
            try {
                var records = consumer.poll(POLL);
                var facts = new ArrayList<Fact>();
                for (var item : records) {
                    FactRecords.read(item.key(), item.value())
                            .ifPresentOrElse(
                                    facts::add,
                                    () -> log.atError()
                                            .addKeyValue("offset", item.offset())
                                            .log("skipped a record of the schema topic that is no fact"));
                }
                moveTo(state.with(facts), consumer.position(partition));
            } catch (WakeupException e) {
                // closing
            } catch (KafkaException e) {
                log.atError().setCause(e).log("cannot follow the schema topic, trying again");
                pause();
            }
        }
    }

    private void moveTo(RegistryState newState, long newPosition) {
        viewLock.lock();
        try {
            state = newState;
            position = newPosition;
            viewMoved.signalAll();
        } finally {
            viewLock.unlock();
        }
    }

    /** Signalled by nobody: waits for {@link #POLL} unless interrupted. */
    private void pause() {
        viewLock.lock();
        try {
            long left = POLL.toNanos();
            while (left > 0 && !closed) {
                left = viewMoved.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            viewLock.unlock();
        }
    }

    private void awaitPosition(long wanted, Duration limit) {
        viewLock.lock();
        try {
            long left = limit.toNanos();
            while (position < wanted) {
                if (left <= 0 || closed) {
                    throw new SchemaTopicException(
                            "view of topic '" + partition.topic() + "' is behind: at " + position + " of " + wanted,
                            true,
                            null);
                }
                left = viewMoved.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaTopicException("interrupted", false, e);
        } finally {
            viewLock.unlock();
        }
    }

    /**
     * The offset behind the last committed record. Answered only once the partition's leader serves it, so that after
     * {@link #createTopic} this is also the barrier that keeps the first write from being lost.
     */
    private long end(Duration limit) {
        var readCommitted = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return get(
                                admin.listOffsets(Map.of(partition, OffsetSpec.latest()), readCommitted)
                                        .partitionResult(partition),
                                limit)
                        .offset();
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private static <T> T get(KafkaFuture<T> future, Duration limit) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new SchemaTopicException("Kafka gave no answer within " + limit, true, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaTopicException("interrupted", false, e);
        }
    }

    private Map<String, Object> with(Map<String, ?> extra) {
        var all = new HashMap<String, Object>(kafka);
        all.putAll(extra);
        return all;
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        writeLock.lock();
        try {
            closeProducer();
        } finally {
            writeLock.unlock();
        }
        try {
            if (follower.isAlive()) {
                follower.join(WRITE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
        admin.close();
    }
}
