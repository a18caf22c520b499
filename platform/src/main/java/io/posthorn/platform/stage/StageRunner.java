package io.posthorn.platform.stage;

import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.platform.table.TableStore;
import io.posthorn.platform.trace.StageTrace;
import io.posthorn.schemas.topic.Topic;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * One thread of a stage. It reads a batch, lets the processors decide, and commits what they wrote together with the
 * batch's offsets in one Kafka transaction; only then do local copies of tables change. Batches form by themselves:
 * what arrives while one commits is the next. A transaction costs much the same for one record as for a thousand, so a
 * busy stage begins one only every so often, and then takes all there is. Whatever goes wrong, everything is dropped
 * and begun again from what Kafka holds, so that there is one way to recover and it is the way every start takes.
 */
final class StageRunner<P extends PartitionProcessor> implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(StageRunner.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);
    private static final Duration SHORTEST_POLL = Duration.ofMillis(1);

    /** Long enough for a broker to answer a fetch that has something to fetch. */
    private static final Duration GATHERING = Duration.ofMillis(2);

    /** However long a transaction took. */
    private static final Duration LONGEST_REST = Duration.ofMillis(100);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    /** Well below the age at which copies are thrown away. */
    private static final Duration CONFIRMATION = Duration.ofMinutes(30);

    private static final int LONGEST_DETAIL = 500;

    private final StageSpec<P> spec;
    private final String memberId;
    private final KafkaClients clients;
    private final StageProperties properties;
    private final TableRestorer restorer;
    private final StageMetrics metrics;
    private final StageTrace trace;
    private final Clock clock;
    private final Map<String, StageSpec.Input<P, ?>> inputs = new HashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Consumer<String, byte[]> polling;
    private volatile boolean ready;

    StageRunner(
            StageSpec<P> spec,
            String memberId,
            KafkaClients clients,
            StageProperties properties,
            TableRestorer restorer,
            StageMetrics metrics,
            StageTrace trace,
            Clock clock) {
        this.spec = spec;
        this.memberId = memberId;
        this.clients = clients;
        this.properties = properties;
        this.restorer = restorer;
        this.metrics = metrics;
        this.trace = trace;
        this.clock = clock;
        spec.inputs().forEach(input -> inputs.put(input.topic().name(), input));
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
                metrics.failed();
                log.atWarn()
                        .addKeyValue("stage", spec.name())
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
                log.atDebug().addKeyValue("stage", spec.name()).log("stage stopped while it rested");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    /** The processor of one partition with its tables. */
    private final class Unit implements StageSpec.Partition, AutoCloseable {
        private final int number;
        private final Map<String, StoredTable<?>> tables = new HashMap<>();
        private final Map<String, StoredArchive<?>> archives = new HashMap<>();
        private final P processor;
        private final Map<TopicPartition, Future<RecordMetadata>> lastWrites = new HashMap<>();

        Unit(int number, Codec codec) {
            this.number = number;
            for (var topic : spec.tables()) {
                tables.put(topic.name(), table(topic, codec));
            }
            for (var archived : spec.archives()) {
                archives.put(archived.topic().name(), archive(archived, codec));
            }
            processor = spec.factory().apply(this);
        }

        private <V extends SpecificRecord> StoredTable<V> table(Topic<V> topic, Codec codec) {
            return new StoredTable<>(topic, codec, restorer.restore(topic, number));
        }

        private <V extends SpecificRecord> StoredArchive<V> archive(StageSpec.Archived<V> archived, Codec codec) {
            return new StoredArchive<>(archived, codec, restorer.restore(archived, number), number);
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public StageTrace trace() {
            return trace;
        }

        @Override
        public <V extends SpecificRecord> Table<V> table(Topic<V> topic) {
            var table = tables.get(topic.name());
            if (table == null) {
                throw new IllegalArgumentException("stage " + spec.name() + " does not keep table " + topic);
            }
            @SuppressWarnings("unchecked") // made from the same topic constant above
            var typed = (StoredTable<V>) table;
            return typed;
        }

        @Override
        public <V extends SpecificRecord> Archive<V> archive(Topic<V> topic) {
            var archive = archives.get(topic.name());
            if (archive == null) {
                throw new IllegalArgumentException("stage " + spec.name() + " does not archive " + topic);
            }
            @SuppressWarnings("unchecked") // made from the same topic constant above
            var typed = (StoredArchive<V>) archive;
            return typed;
        }

        /** Keeps a record if records of its topic are kept. */
        boolean keeps(ConsumerRecord<String, byte[]> record) {
            var archive = archives.get(record.topic());
            if (archive == null) {
                return false;
            }
            archive.add(record);
            return true;
        }

        boolean isDue(Instant now) {
            return processor.nextWake().filter(due -> !due.isAfter(now)).isPresent();
        }

        void publishTables(Producer<String, byte[]> producer) {
            for (var table : tables.values()) {
                var source = new TopicPartition(table.topic().name(), number);
                table.publish((key, value) -> lastWrites.put(
                        source, producer.send(new ProducerRecord<>(source.topic(), number, key, value.orElse(null)))));
            }
        }

        /** Where the last change of a table in this batch stands; the producer has been flushed. */
        Position lastTableRecord(Topic<?> table) {
            var write = lastWrites.get(new TopicPartition(table.name(), number));
            return write == null ? Position.NONE : new Position(table.name(), number, written(write));
        }

        void commitTables(Instant now) {
            archives.values().forEach(archive -> archive.save(now));
            for (var table : tables.values()) {
                if (table.hasChanges()) {
                    var write = lastWrites.get(new TopicPartition(table.topic().name(), number));
                    var position = write == null
                            ? table.store().position(number).orElse(0L)
                            : Long.valueOf(written(write) + 1);
                    table.commit(number, position, now);
                }
            }
            lastWrites.clear();
        }

        /** Copies of tables that nobody changes are not old: as long as they are ours, nothing can be missing. */
        void confirmTables(Instant now) {
            stores().forEach(store -> store.confirm(now));
        }

        void keepRecord() {
            tables.values().forEach(StoredTable::keepRecord);
        }

        void undoRecord() {
            tables.values().forEach(StoredTable::undoRecord);
        }

        @Override
        public void close() {
            processor.dropped();
            stores().forEach(TableStore::close);
        }

        private Stream<TableStore> stores() {
            return Stream.concat(
                    tables.values().stream().map(StoredTable::store),
                    archives.values().stream().map(StoredArchive::store));
        }
    }

    private static long written(Future<RecordMetadata> write) {
        if (write.state() != Future.State.SUCCESS) {
            throw new InfrastructureException("a table record was not written", new IllegalStateException("no answer"));
        }
        return write.resultNow().offset();
    }

    /** From joining the group to leaving it. */
    private final class Session implements AutoCloseable, ConsumerRebalanceListener {
        private final Codec codec = clients.codec();
        private final Producer<String, byte[]> producer;
        private final Consumer<String, byte[]> consumer;
        private final BatchOutputs out;
        private final Map<Integer, Unit> units = new TreeMap<>();
        private boolean closing;
        private int assignments;

        /** When the next transaction may begin, by {@link System#nanoTime}. */
        private long turn = System.nanoTime();

        Session() {
            producer = clients.transactionalProducer("posthorn." + spec.name() + "." + memberId);
            out = new BatchOutputs(producer, codec, trace);
            try {
                producer.initTransactions();
                consumer = clients.groupConsumer("posthorn." + spec.name(), memberId, properties.maxBatch());
            } catch (RuntimeException failed) {
                producer.close(Duration.ZERO);
                throw failed;
            }
            polling = consumer;
        }

        void work() {
            var topics = new HashSet<>(inputs.keySet());
            spec.archives().forEach(archived -> topics.add(archived.topic().name()));
            consumer.subscribe(topics, this);
            try {
                handleAll();
            } catch (WakeupException woken) {
                // Only stop() wakes this thread.
            }
            leave(units.values());
        }

        private void handleAll() {
            var confirmed = clock.instant();
            while (!stopping()) {
                var batch = read();
                var now = clock.instant();
                var due =
                        units.values().stream().filter(unit -> unit.isDue(now)).toList();
                if (!batch.isEmpty() || !due.isEmpty()) {
                    handle(batch, due);
                }
                if (now.isAfter(confirmed.plus(CONFIRMATION))) {
                    units.values().forEach(unit -> unit.confirmTables(now));
                    confirmed = now;
                }
                metrics.lag(memberId, lag());
            }
        }

        /**
         * Waits for the next batch. The fetch that was under way while the last batch was handled came back with the
         * first record that arrived; in a busy stage most of the batch has arrived since and takes another.
         */
        private List<ConsumerRecords<String, byte[]>> read() {
            var busy = awaitTurn();
            var first = consumer.poll(untilNextWake());
            if (first.isEmpty()) {
                return List.of();
            }
            if (!busy || first.count() >= properties.maxBatch()) {
                return List.of(first);
            }
            var before = assignments;
            var more = consumer.poll(GATHERING);
            // After a rebalance reading began again at the last commit, before the first records.
            var batch = before == assignments ? List.of(first, more) : List.of(more);
            return batch.stream().filter(records -> !records.isEmpty()).toList();
        }

        /**
         * On a busy machine a transaction takes long, and many small ones take longer still. A stage rests as long as
         * its last one took, so that batches grow with the load and the processor goes to the records.
         */
        private long nextTurn(long began, long ended) {
            var rest = Math.min(ended - began, LONGEST_REST.toNanos());
            return Math.max(began + properties.commitInterval().toNanos(), ended + rest);
        }

        /** Waits until the next transaction may begin, and tells whether the last one was a moment ago. */
        private boolean awaitTurn() {
            var left = turn - System.nanoTime();
            if (left > 0) {
                rest(left);
            }
            return left > -properties.commitInterval().toNanos();
        }

        private Duration untilNextWake() {
            var wait = LONGEST_POLL;
            var now = clock.instant();
            for (var unit : units.values()) {
                var due = unit.processor.nextWake();
                if (due.isPresent()) {
                    var left = Duration.between(now, due.get());
                    wait = left.compareTo(wait) < 0 ? left : wait;
                }
            }
            return wait.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : wait;
        }

        private long lag() {
            var lag = 0L;
            for (var partition : consumer.assignment()) {
                lag += consumer.currentLag(partition).orElse(0);
            }
            return lag;
        }

        private void handle(List<ConsumerRecords<String, byte[]>> batch, List<Unit> due) {
            var began = System.nanoTime();
            var busy = new ArrayList<>(due);
            var count = 0;
            Map<TopicPartition, OffsetAndMetadata> nextOffsets = new HashMap<>();
            producer.beginTransaction();
            for (var records : batch) {
                for (var partition : records.partitions()) {
                    var unit = unit(partition.partition());
                    if (!busy.contains(unit)) {
                        busy.add(unit);
                    }
                    for (var each : records.records(partition)) {
                        if (!unit.keeps(each)) {
                            handle(unit, each);
                        }
                    }
                }
                count += records.count();
                nextOffsets.putAll(records.nextOffsets());
            }
            var now = clock.instant();
            for (var unit : due) {
                unit.processor.wake(now, out);
                unit.keepRecord();
                out.keepRecord();
            }
            for (var unit : busy) {
                unit.processor.endBatch(out);
                publish(unit);
            }
            if (out.hasReplies()) {
                producer.flush();
                out.sendReplies((partition, table) -> unit(partition).lastTableRecord(table));
            }
            if (!nextOffsets.isEmpty()) {
                producer.sendOffsetsToTransaction(nextOffsets, consumer.groupMetadata());
            }
            producer.commitTransaction();
            trace.committed();
            for (var unit : busy) {
                unit.commitTables(now);
                unit.processor.committed();
            }
            var ended = System.nanoTime();
            // After a full batch more is waiting.
            turn = count < properties.maxBatch() ? nextTurn(began, ended) : ended;
            metrics.batch(count, out.takeDeadLetters(), ended - began);
        }

        /** Lets processors finish what they have begun, before others take their partitions. */
        private void leave(Collection<Unit> leaving) {
            var unfinished =
                    leaving.stream().filter(unit -> unit.processor.isUnderWay()).toList();
            if (unfinished.isEmpty()) {
                return;
            }
            producer.beginTransaction();
            for (var unit : unfinished) {
                unit.processor.leave(out);
                publish(unit);
            }
            producer.commitTransaction();
            for (var unit : unfinished) {
                unit.commitTables(clock.instant());
                unit.processor.committed();
            }
        }

        private void publish(Unit unit) {
            unit.keepRecord();
            out.keepRecord();
            unit.publishTables(producer);
        }

        private Unit unit(int partition) {
            var unit = units.get(partition);
            if (unit == null) {
                throw new IllegalStateException("record of partition " + partition + " which is not ours");
            }
            return unit;
        }

        private void handle(Unit unit, ConsumerRecord<String, byte[]> record) {
            out.begin(record);
            try {
                var input = inputs.get(record.topic());
                if (input == null) {
                    throw new IllegalStateException("record of topic " + record.topic() + " which is not read");
                }
                handle(unit, record, input);
                unit.keepRecord();
            } catch (InfrastructureException | KafkaException broken) {
                throw broken;
            } catch (UnreadableRecordException unreadable) {
                park(unit, "UNREADABLE", unreadable);
            } catch (RuntimeException failed) {
                log.atError()
                        .addKeyValue("stage", spec.name())
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .setCause(failed)
                        .log("record parked: its handler failed");
                park(unit, "FAILED", failed);
            }
            trace.end();
            out.keepRecord();
        }

        private <V extends SpecificRecord> void handle(
                Unit unit, ConsumerRecord<String, byte[]> record, StageSpec.Input<P, V> input)
                throws UnreadableRecordException {
            if (record.value() == null) {
                out.deadLetter("EMPTY", "a record of " + record.topic() + " needs a value");
                return;
            }
            var value = codec.decode(input.topic(), record.value());
            trace.begin(record, value);
            var inbound = new Inbound<>(
                    input.topic(),
                    record.partition(),
                    record.offset(),
                    record.key() == null ? "" : record.key(),
                    value,
                    Instant.ofEpochMilli(record.timestamp()),
                    record.headers(),
                    ByteBuffer.wrap(record.value()).asReadOnlyBuffer());
            input.handler().handle(unit.processor, inbound, out);
        }

        private void park(Unit unit, String reason, Exception cause) {
            unit.undoRecord();
            out.undoRecord();
            var detail = cause.toString();
            out.deadLetter(reason, detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)));
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Asking for the committed offsets first waits for the previous owner's transactions to be decided.
            partitions.forEach(consumer::position);
            partitions.stream()
                    .map(TopicPartition::partition)
                    .distinct()
                    .sorted()
                    .forEach(partition -> units.computeIfAbsent(partition, number -> new Unit(number, codec)));
            ready = true;
            log.atDebug()
                    .addKeyValue("stage", spec.name())
                    .addKeyValue("partitions", units.keySet())
                    .log("partitions assigned");
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!closing) {
                leave(units.values());
            }
            dropUnits();
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            dropUnits();
        }

        private void dropUnits() {
            assignments++;
            units.values().forEach(Unit::close);
            units.clear();
        }

        @Override
        public void close() {
            polling = null;
            closing = true;
            trace.givenUp();
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
                    dropUnits();
                }
            }
        }
    }
}
