package io.posthorn.platform.view;

import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.schemas.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Follows a topic from its beginning and applies each record, in every instance: how services know what others have
 * decided. Starting it returns once everything present at that time has been applied. A record that no service has
 * written is left out and told of: it stands in the topic for ever, and no start would get past it.
 */
public final class TopicView<V extends SpecificRecord> implements SmartLifecycle {
    /** Views start before and stop after the stages that ask them; all of them start side by side. */
    public static final int PHASE = 0;

    private static final Logger log = LoggerFactory.getLogger(TopicView.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration FOREVER = Duration.ofDays(365);

    private final Topic<V> topic;
    private final KafkaClients clients;
    private final ViewContent<V> content;
    private final Lock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private volatile @Nullable AtomicLongArray positions;
    private volatile boolean running;
    private volatile boolean caughtUp;
    private volatile @Nullable Consumer<String, byte[]> polling;
    private @Nullable Thread thread;

    /** @param applier gets each key with its value, or without one where the key was removed; called by one thread */
    public TopicView(Topic<V> topic, KafkaClients clients, BiConsumer<String, Optional<V>> applier) {
        this(topic, clients, new InMemory<>(topic, applier));
    }

    TopicView(Topic<V> topic, KafkaClients clients, ViewContent<V> content) {
        this.topic = topic;
        this.clients = clients;
        this.content = content;
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("view-" + topic).start(this::follow);
        awaitProgress(() -> caughtUp || !running, FOREVER);
    }

    @Override
    public synchronized void stop() {
        running = false;
        signalProgress();
        var consumer = polling;
        if (consumer != null) {
            consumer.wakeup();
        }
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Whether everything that was there at the start has been applied. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    /** Partitions of the topic. */
    public int partitions() {
        return current().length();
    }

    /** The offset up to which this view has applied a partition: that record itself is not yet part of it. */
    public long position(int partition) {
        return current().get(partition);
    }

    private AtomicLongArray current() {
        var current = positions;
        if (current == null) {
            throw new IllegalStateException("the view of " + topic + " has not started");
        }
        return current;
    }

    /** Waits until the position of a partition is at least {@code position}; false where that takes longer. */
    public boolean awaitPosition(int partition, long position, Duration patience) {
        return position(partition) >= position || awaitProgress(() -> position(partition) >= position, patience);
    }

    private boolean awaitProgress(BooleanSupplier reached, Duration patience) {
        var left = patience.toNanos();
        lock.lock();
        try {
            while (!reached.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = progress.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void signalProgress() {
        lock.lock();
        try {
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void follow() {
        while (running) {
            try (var consumer = clients.freeConsumer()) {
                polling = consumer;
                follow(consumer, clients.codec());
            } catch (WakeupException | InterruptException stopped) {
                // Only stop() wakes this thread.
            } catch (RuntimeException failed) {
                log.atWarn()
                        .addKeyValue("topic", topic)
                        .addKeyValue("reason", failed.toString())
                        .log("view starts over");
                awaitProgress(() -> !running, RETRY);
            } finally {
                polling = null;
            }
        }
        signalProgress();
    }

    private void follow(Consumer<String, byte[]> consumer, Codec codec) {
        var partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        var ends = consumer.endOffsets(partitions);
        // Records are applied by key: reading some of them again changes nothing.
        consumer.seekToBeginning(partitions);
        content.begin(ends.entrySet().stream()
                        .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue)))
                .forEach((partition, position) -> consumer.seek(new TopicPartition(topic.name(), partition), position));
        if (positions == null) {
            positions = new AtomicLongArray(partitions.size());
        }
        var upToDate = false;
        while (running) {
            var records = consumer.poll(POLL);
            for (var partition : records.partitions()) {
                var changes = records.records(partition).stream()
                        .map(each -> new ViewContent.Change<>(each.key(), decode(codec, each.key(), each.value())))
                        .toList();
                content.apply(partition.partition(), changes, consumer.position(partition));
            }
            advance(consumer, partitions);
            upToDate = upToDate
                    || ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            if (upToDate) {
                caughtUp = true;
                content.upToDate();
            }
            signalProgress();
        }
    }

    private Optional<V> decode(Codec codec, String key, byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(codec.decode(topic, value));
        } catch (UnreadableRecordException unreadable) {
            tellLeftOut(topic, key, unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static void tellLeftOut(Topic<?> topic, String key, @Nullable String reason) {
        log.atError()
                .addKeyValue("topic", topic)
                .addKeyValue("key", key)
                .addKeyValue("reason", reason)
                .log("record that does not fit its topic left out of the view");
    }

    private void advance(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        var current = current();
        for (var partition : partitions) {
            var position = consumer.position(partition);
            // After starting over the view is read again from the beginning; it never forgets what it knew.
            current.accumulateAndGet(partition.partition(), position, Math::max);
        }
    }

    /** Somebody keeps the content in memory, so that all of it is read again each time. */
    private record InMemory<V extends SpecificRecord>(Topic<V> topic, BiConsumer<String, Optional<V>> applier)
            implements ViewContent<V> {
        @Override
        public Map<Integer, Long> begin(Map<Integer, Long> ends) {
            return Map.of();
        }

        @Override
        public void apply(int partition, List<Change<V>> changes, long position) {
            changes.forEach(this::apply);
        }

        private void apply(Change<V> change) {
            try {
                applier.accept(change.key(), change.value());
            } catch (RuntimeException unfit) {
                tellLeftOut(topic, change.key(), unfit.toString());
            }
        }

        @Override
        public void upToDate() {
            // It is as good as what has been applied.
        }
    }
}
