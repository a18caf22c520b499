package io.posthorn.gateway.control;

import io.posthorn.gateway.kafka.InstanceId;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.schemas.ControlReply;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Follows the topic of replies and hands each to who waits for it. Every gateway reads all replies; those nobody waits
 * for here cost no more than a look at their key. Starting returns once no reply to a later command can be missed.
 */
public final class Replies implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Replies.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.CONTROL_REPLIES.name(), 0);
    private static final long END = -1;

    private final KafkaClients clients;
    private final InstanceId instance;
    private final Map<String, CompletableFuture<ControlReply>> awaited = new ConcurrentHashMap<>();
    private volatile @Nullable Follower follower;

    public Replies(KafkaClients clients, InstanceId instance) {
        this.clients = clients;
        this.instance = instance;
    }

    /** The reply to a command that is about to be written; to be closed when it is no longer waited for. */
    Expectation expect(String commandId) {
        var reply = new CompletableFuture<ControlReply>();
        awaited.put(commandId, reply);
        return new Expectation(reply, () -> awaited.remove(commandId));
    }

    /** A reply that somebody waits for. */
    record Expectation(CompletableFuture<ControlReply> reply, Runnable forget) implements AutoCloseable {
        @Override
        public void close() {
            forget.run();
        }
    }

    /** Whether no reply can be missed. */
    public boolean isReady() {
        var current = follower;
        return current != null && current.ready.getCount() == 0;
    }

    @Override
    public synchronized void start() {
        if (follower == null) {
            var started = new Follower();
            follower = started;
            started.thread.start();
            started.awaitReady();
        }
    }

    @Override
    public synchronized void stop() {
        var current = follower;
        if (current != null) {
            current.stop();
            follower = null;
        }
    }

    @Override
    public boolean isRunning() {
        return follower != null;
    }

    /**
     * Before the web server, which starts late, and after it when stopping: requests in hand still get their replies.
     */
    @Override
    public int getPhase() {
        return 0;
    }

    private final class Follower {
        private final Thread thread =
                Thread.ofPlatform().daemon().name("gateway-replies").unstarted(this::run);
        private final CountDownLatch ready = new CountDownLatch(1);
        private final CountDownLatch stopped = new CountDownLatch(1);
        private volatile @Nullable Consumer<String, byte[]> polling;
        private long next = END;

        void awaitReady() {
            try {
                ready.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        void stop() {
            stopped.countDown();
            var consumer = polling;
            if (consumer != null) {
                consumer.wakeup();
            }
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean isStopped() {
            return stopped.getCount() == 0;
        }

        private void run() {
            while (!isStopped()) {
                try (var consumer = clients.freeConsumer()) {
                    polling = consumer;
                    follow(consumer);
                } catch (WakeupException | InterruptException wokenToStop) {
                    // Only stop() wakes this thread, and the loop sees that.
                } catch (RuntimeException failed) {
                    log.atWarn().addKeyValue("reason", failed.toString()).log("following replies starts over");
                    pause();
                } finally {
                    polling = null;
                }
            }
            ready.countDown();
        }

        private void pause() {
            try {
                if (stopped.await(RETRY.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    log.atDebug().log("stopped while waiting to start over");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void follow(Consumer<String, byte[]> consumer) {
            var codec = clients.codec();
            consumer.assign(List.of(PARTITION));
            if (next == END) {
                consumer.seekToEnd(List.of(PARTITION));
                // Asking for the position fixes it; from here on nothing is missed.
                next = consumer.position(PARTITION);
            } else {
                consumer.seek(PARTITION, next);
            }
            ready.countDown();
            while (!isStopped()) {
                for (var row : consumer.poll(POLL)) {
                    next = row.offset() + 1;
                    var waiting = row.key() == null ? null : awaited.get(row.key());
                    if (waiting == null || row.value() == null) {
                        continue;
                    }
                    try {
                        var reply = codec.decode(Topics.CONTROL_REPLIES, row.value());
                        if (reply.getReplyTo().equals(instance.value())) {
                            waiting.complete(reply);
                        }
                    } catch (UnreadableRecordException unreadable) {
                        log.atError()
                                .addKeyValue("reason", unreadable.getMessage())
                                .log("reply cannot be read");
                    }
                }
            }
        }
    }
}
