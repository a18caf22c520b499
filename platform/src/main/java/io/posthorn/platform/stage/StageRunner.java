package io.posthorn.platform.stage;

import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.schemas.topic.Service.Stage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * One thread of a stage, or of stages that share one. It reads a batch, lets the processors decide, and commits what
 * they wrote together with the batch's offsets in one Kafka transaction; only then do local copies of tables change.
 * Stages that share a thread have their turns in the order messages pass them, so that a message gets through all of
 * them in one transaction where nothing holds it up. Batches form by themselves: what arrives while one commits is the
 * next. A transaction costs much the same for one record as for a thousand, so a busy stage begins one only every so
 * often, and then takes all there is. Whatever goes wrong, everything is dropped and begun again from what Kafka holds,
 * so that there is one way to recover and it is the way every start takes.
 */
final class StageRunner implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(StageRunner.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);
    private static final Duration SHORTEST_POLL = Duration.ofMillis(1);

    /** Long enough for a broker to answer a fetch that has something to fetch. */
    private static final Duration GATHERING = Duration.ofMillis(2);

    /** However long a transaction took. */
    private static final Duration LONGEST_REST = Duration.ofMillis(100);

    /** A thread with all stages in it leaves none the processor by resting. */
    private static final Duration LONGEST_REST_TOGETHER = Duration.ofMillis(5);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    /** Well below the age at which copies are thrown away. */
    private static final Duration CONFIRMATION = Duration.ofMinutes(30);

    /** Nobody waits for it but those who look how much is waiting. */
    private static final Duration LONGEST_WITHOUT_COMMIT = Duration.ofSeconds(1);

    private final String name;
    private final List<? extends StageJob<?>> jobs;
    private final String memberId;
    private final KafkaClients clients;
    private final StageProperties properties;

    /** Least time from the beginning of one transaction to that of the next. */
    private final Duration gathering;

    private final GroupHistory history;
    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Consumer<String, byte[]> polling;
    private volatile boolean ready;

    /**
     * A thread that is not started yet.
     *
     * @param name its group and transactional ids are named after it
     * @param jobs its stages, in the order in which messages pass them
     * @param history where those left off that had the partitions before
     */
    StageRunner(
            String name,
            List<? extends StageJob<?>> jobs,
            String memberId,
            KafkaClients clients,
            StageProperties properties,
            GroupHistory history,
            Clock clock) {
        this.name = name;
        this.jobs = List.copyOf(jobs);
        this.memberId = memberId;
        this.clients = clients;
        this.properties = properties;
        this.gathering = jobs.stream()
                .map(job -> job.spec().gathering())
                .min(Comparator.naturalOrder())
                .filter(least -> least.compareTo(properties.commitInterval()) > 0)
                .orElse(properties.commitInterval());
        this.history = history;
        this.clock = clock;
    }

    boolean isReady() {
        return ready;
    }

    void stop() {
        stop.countDown();
        var consumer = polling;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    @Override
    public void run() {
        while (!stopping()) {
            try (var session = new Session()) {
                session.work();
            } catch (WakeupException | InterruptException woken) {
                // Only stop() wakes this thread.
            } catch (RuntimeException failed) {
                jobs.forEach(job -> job.metrics().failed());
                log.atWarn()
                        .addKeyValue("stage", name)
                        .addKeyValue("reason", failed.toString())
                        .addKeyValue("cause", String.valueOf(NestedExceptionUtils.getMostSpecificCause(failed)))
                        .setCause(log.isDebugEnabled() ? failed : null)
                        .log("stage starts over");
                rest(properties.retryBackoff().toNanos());
            } finally {
                ready = false;
            }
        }
    }

    private void rest(long nanos) {
        try {
            if (stop.await(nanos, TimeUnit.NANOSECONDS)) {
                log.atDebug().addKeyValue("stage", name).log("stage stopped while it rested");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    /** From joining the group to leaving it. */
    private final class Session implements AutoCloseable, ConsumerRebalanceListener {
        private final Producer<String, byte[]> producer;
        private final Consumer<String, byte[]> consumer;
        private final Passage passage;

        /** In the order in which they have joined the passage. */
        private final List<RunningStage<?>> stages = new ArrayList<>();

        /** Read and not committed yet. */
        private final Map<TopicPartition, OffsetAndMetadata> nextOffsets = new HashMap<>();

        private boolean closing;
        private int assignments;

        /** When the next transaction may begin, by {@link System#nanoTime}. */
        private long turn = System.nanoTime();

        private long lastCommit = System.nanoTime();

        Session() {
            producer = clients.transactionalProducer(Stage.transactionalIdPrefix(name) + memberId);
            passage = new Passage(producer);
            var tools = new SessionTools(producer, clients.codec(), clock);
            jobs.forEach(job -> stages.add(job.begin(tools, passage.join(job.spec()))));
            try {
                producer.initTransactions();
                consumer = clients.groupConsumer(Stage.group(name), memberId, properties.maxBatch());
            } catch (RuntimeException failed) {
                producer.close(Duration.ZERO);
                throw failed;
            }
            polling = consumer;
        }

        void work() {
            consumer.subscribe(passage.topics(), this);
            try {
                handleAll();
            } catch (WakeupException woken) {
                // Only stop() wakes this thread.
            }
            leave();
        }

        private void handleAll() {
            var confirmed = clock.instant();
            while (!stopping()) {
                var batch = read();
                var now = clock.instant();
                if (!batch.isEmpty() || stages.stream().anyMatch(stage -> stage.isDue(now)) || isLongWithoutCommit()) {
                    handle(batch);
                }
                if (now.isAfter(confirmed.plus(CONFIRMATION))) {
                    stages.forEach(stage -> stage.confirmTables(now));
                    confirmed = now;
                }
                tellLag();
            }
        }

        private boolean isLongWithoutCommit() {
            return !nextOffsets.isEmpty() && System.nanoTime() - lastCommit > LONGEST_WITHOUT_COMMIT.toNanos();
        }

        /**
         * Waits for the next batch. The fetch that was under way while the last batch was handled came back with the
         * first record that arrived; in a busy stage most of the batch has arrived since and takes another.
         */
        private List<ConsumerRecord<String, byte[]>> read() {
            var busy = awaitTurn();
            var first = poll(untilNextWake());
            if (first.isEmpty() || !busy || first.size() >= properties.maxBatch()) {
                return first;
            }
            var before = assignments;
            var more = poll(GATHERING);
            if (before != assignments) {
                // After a rebalance reading began again at the last commit, before the first records.
                return more;
            }
            first.addAll(more);
            return first;
        }

        /** What there is to handle: not what was handled in the transaction that wrote it. */
        private List<ConsumerRecord<String, byte[]>> poll(Duration wait) {
            var records = consumer.poll(wait);
            nextOffsets.putAll(records.nextOffsets());
            var wanted = new ArrayList<ConsumerRecord<String, byte[]>>(records.count());
            for (var each : records) {
                if (passage.isNew(each)) {
                    wanted.add(each);
                }
            }
            return wanted;
        }

        /**
         * On a busy machine a transaction takes long, and many small ones take longer still. A stage rests as long as
         * its last one took, so that batches grow with the load and the processor goes to the records.
         */
        private long nextTurn(long began, long ended) {
            var longest = stages.size() == 1 ? LONGEST_REST : LONGEST_REST_TOGETHER;
            var rest = Math.min(ended - began, longest.toNanos());
            return Math.max(began + gathering.toNanos(), ended + rest);
        }

        /** Waits until the next transaction may begin, and tells whether the last one was a moment ago. */
        private boolean awaitTurn() {
            var left = turn - System.nanoTime();
            if (left > 0) {
                rest(left);
            }
            return left > -gathering.toNanos();
        }

        private Duration untilNextWake() {
            var wait = LONGEST_POLL;
            var now = clock.instant();
            for (var stage : stages) {
                var due = stage.nextWake();
                if (due.isPresent()) {
                    var left = Duration.between(now, due.get());
                    wait = left.compareTo(wait) < 0 ? left : wait;
                }
            }
            return wait.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : wait;
        }

        private void tellLag() {
            var lags = new long[stages.size()];
            for (var partition : consumer.assignment()) {
                lags[passage.place(partition.topic())] +=
                        consumer.currentLag(partition).orElse(0);
            }
            for (var place = 0; place < lags.length; place++) {
                stages.get(place).tellLag(memberId, lags[place]);
            }
        }

        private void handle(List<ConsumerRecord<String, byte[]>> batch) {
            var began = System.nanoTime();
            producer.beginTransaction();
            passage.beginTransaction(consumer::position);
            batch.forEach(passage::take);
            for (var place = 0; place < stages.size(); place++) {
                var stage = stages.get(place);
                passage.takeFor(place).forEach(stage::handle);
                stage.endBatch();
            }
            passage.close();
            if (stages.stream().anyMatch(RunningStage::hasReplies)) {
                producer.flush();
                stages.forEach(RunningStage::sendReplies);
            }
            if (nextOffsets.isEmpty()) {
                consumer.assignment().stream()
                        .findAny()
                        .ifPresent(any -> nextOffsets.put(any, new OffsetAndMetadata(consumer.position(any))));
            }
            commit(nextOffsets);
            nextOffsets.clear();
            lastCommit = System.nanoTime();
            var took = Duration.ofNanos(lastCommit - began);
            stages.forEach(stage -> stage.committed(took));
            // After a full batch more is waiting.
            turn = batch.size() < properties.maxBatch() ? nextTurn(began, System.nanoTime()) : lastCommit;
        }

        /**
         * Ends the transaction, if the partitions are still ours. Only with offsets does Kafka look whether they are: a
         * process that was paused may have lost them without knowing.
         *
         * @param offsets of what was handled; where that is nothing, of what was handled before
         */
        private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
            producer.commitTransaction();
            passage.committed();
        }

        /** Lets processors finish what they have begun, before others take their partitions. */
        private void leave() {
            if (stages.stream().noneMatch(RunningStage::isUnderWay)) {
                return;
            }
            producer.beginTransaction();
            passage.close();
            stages.forEach(RunningStage::leave);
            commit(alreadyCommitted());
            stages.forEach(RunningStage::committed);
        }

        /** What has been read meanwhile may not have been handled, and comes again. */
        private Map<TopicPartition, OffsetAndMetadata> alreadyCommitted() {
            return consumer.committed(consumer.assignment()).entrySet().stream()
                    .filter(committed -> committed.getValue() != null)
                    .limit(1)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            history.goOn(consumer, partitions);
            // Asking for the committed offsets first waits for the previous owner's transactions to be decided.
            partitions.forEach(consumer::position);
            partitions.forEach(
                    partition -> stages.get(passage.place(partition.topic())).assign(partition.partition()));
            if (stages.size() > 1) {
                passage.assigned(consumer.endOffsets(partitions));
            }
            ready = true;
            log.atDebug()
                    .addKeyValue("stage", name)
                    .addKeyValue("partitions", partitions)
                    .log("partitions assigned");
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!closing) {
                leave();
            }
            drop();
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            drop();
        }

        private void drop() {
            assignments++;
            stages.forEach(RunningStage::drop);
            passage.drop();
            nextOffsets.clear();
        }

        @Override
        public void close() {
            polling = null;
            closing = true;
            stages.forEach(RunningStage::givenUp);
            // An open transaction is aborted by closing its producer without committing it.
            Function<Duration, CloseOptions> leave =
                    patience -> CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                            .withTimeout(patience);
            try {
                producer.close(CLOSE_PATIENCE);
            } finally {
                try {
                    consumer.close(leave.apply(CLOSE_PATIENCE));
                } finally {
                    drop();
                }
            }
        }
    }
}
