package io.posthorn.registration.attachment;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.attachment.AttachmentKeys;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Removes pieces of content that no attachment refers to a day after they were written: a gateway that ends between the
 * content and the command leaves them behind. Pieces found to be referred to, and those too young to tell, are read
 * again only after a restart, or the next time; the owner of the account removes the former when their attachment is
 * deleted.
 *
 * <p>Every instance sweeps. What several remove is removed once, and sweeps are rare.
 */
public final class ContentSweep implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ContentSweep.class);

    /** The command follows its content at once. Within a day it has been decided, or whoever sent it has given up. */
    static final Duration AGE = Duration.ofDays(1);

    /** Most pieces that are removed at a time; the rest is left to the next sweep. */
    static final int MOST = 1_000;

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaClients clients;
    private final Function<Scope, AccountResources> resources;
    private final Clock clock;
    private final Duration interval;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<TopicPartition, Long> reached = new HashMap<>();
    private @Nullable Thread thread;

    /**
     * Sets up the sweep.
     *
     * @param resources what accounts have, as this instance knows it
     * @param interval from the start to the first sweep and between two. The first is not at the start: commands that
     *     waited while the service was down have to be decided before
     */
    public ContentSweep(
            KafkaClients clients, Function<Scope, AccountResources> resources, Clock clock, Duration interval) {
        this.clients = clients;
        this.resources = resources;
        this.clock = clock;
        this.interval = interval;
    }

    /**
     * Looks through what was written since the last sweep, or since ever, and removes what is left over.
     *
     * @return how many pieces were removed
     * @throws KafkaException when they cannot be read or removed; then the next sweep begins where this one did
     */
    public int sweep() {
        var before = clock.instant().minus(AGE);
        try (var consumer = clients.catchUpConsumer()) {
            var found = look(consumer, before);
            if (!found.leftOver().isEmpty()) {
                remove(found.leftOver());
                log.atInfo()
                        .addKeyValue("pieces", found.leftOver().size())
                        .log("content that no attachment refers to removed");
            }
            reached.putAll(found.reached());
            return found.leftOver().size();
        }
    }

    /**
     * What came of looking.
     *
     * @param leftOver keys of pieces
     * @param reached where the next sweep has to begin
     */
    private record Found(Set<String> leftOver, Map<TopicPartition, Long> reached) {}

    /** Reads to the end: what was written again is not old, and what was removed is not there. */
    private Found look(Consumer<String, byte[]> consumer, Instant before) {
        var partitions = consumer.partitionsFor(Topics.ATTACHMENT_PIECES.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reached.forEach(consumer::seek);
        var ends = consumer.endOffsets(partitions);
        var next = new HashMap<TopicPartition, Long>();
        var found = new LinkedHashSet<String>();
        var referred = new HashMap<Scope, Set<String>>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (var row : consumer.poll(POLL)) {
                var isOld = Instant.ofEpochMilli(row.timestamp()).isBefore(before);
                if (row.value() == null || !isOld) {
                    found.remove(row.key());
                }
                var isLeftOver = row.value() != null && isOld && isLeftOver(row.key(), referred);
                if (isLeftOver && found.size() < MOST) {
                    found.add(row.key());
                } else if (isLeftOver || !isOld) {
                    next.merge(partition(row), row.offset(), Math::min);
                }
            }
        }
        ends.forEach(next::putIfAbsent);
        return new Found(found, next);
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> row) {
        return new TopicPartition(row.topic(), row.partition());
    }

    /** @param referred what the attachments of a scope refer to, as far as this sweep has asked */
    private boolean isLeftOver(String key, Map<Scope, Set<String>> referred) {
        return AttachmentKeys.parse(key)
                .filter(named ->
                        !referred.computeIfAbsent(named.scope(), this::contents).contains(named.contentId()))
                .isPresent();
    }

    private Set<String> contents(Scope scope) {
        return resources
                .apply(scope)
                .all(ResourceKind.REGISTRATION_ATTACHMENT)
                .map(attachment -> attachment.content().id())
                .collect(Collectors.toSet());
    }

    private void remove(Set<String> keys) {
        try (var producer = clients.promptProducer()) {
            var sent = keys.stream()
                    .map(key -> producer.send(new ProducerRecord<>(Topics.ATTACHMENT_PIECES.name(), key, null)))
                    .toList();
            producer.flush();
            for (var each : sent) {
                each.get();
            }
        } catch (ExecutionException refused) {
            throw new KafkaException("content cannot be removed", refused);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofPlatform().daemon().name("content-sweep").start(this::run);
    }

    private void run() {
        try {
            while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    sweep();
                } catch (KafkaException unreachable) {
                    log.atWarn().addKeyValue("reason", unreachable.toString()).log("sweep of content given up");
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        var running = thread;
        if (running != null) {
            running.interrupt();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
