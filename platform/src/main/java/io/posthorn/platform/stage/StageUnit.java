package io.posthorn.platform.stage;

import io.posthorn.platform.table.TableStore;
import io.posthorn.platform.trace.StageTrace;
import io.posthorn.schemas.topic.Topic;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** The processor of one partition with its tables. */
final class StageUnit<P extends PartitionProcessor> implements StageSpec.Partition, AutoCloseable {
    private final StageJob<P> job;
    private final int number;
    private final Map<String, StoredTable<?>> tables = new HashMap<>();
    private final Map<String, StoredArchive<?>> archives = new HashMap<>();
    private final P processor;
    private final Map<TopicPartition, Future<RecordMetadata>> lastWrites = new HashMap<>();

    StageUnit(StageJob<P> job, int number, SessionTools tools) {
        this.job = job;
        this.number = number;
        for (var topic : job.spec().tables()) {
            tables.put(topic.name(), table(topic, tools));
        }
        for (var archived : job.spec().archives()) {
            archives.put(archived.topic().name(), archive(archived, tools));
        }
        processor = job.spec().factory().apply(this);
    }

    private <V extends SpecificRecord> StoredTable<V> table(Topic<V> topic, SessionTools tools) {
        return new StoredTable<>(topic, tools.codec(), job.restorer().restore(topic, number), number);
    }

    private <V extends SpecificRecord> StoredArchive<V> archive(StageSpec.Archived<V> archived, SessionTools tools) {
        return new StoredArchive<>(archived, tools.codec(), job.restorer().restore(archived, number), number);
    }

    P processor() {
        return processor;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public StageTrace trace() {
        return job.trace();
    }

    @Override
    public <V extends SpecificRecord> Table<V> table(Topic<V> topic) {
        var table = tables.get(topic.name());
        if (table == null) {
            throw new IllegalArgumentException("stage " + job.spec().name() + " does not keep table " + topic);
        }
        @SuppressWarnings("unchecked") // made from the same topic constant above
        var typed = (StoredTable<V>) table;
        return typed;
    }

    @Override
    public <V extends SpecificRecord> Archive<V> archive(Topic<V> topic) {
        var archive = archives.get(topic.name());
        if (archive == null) {
            throw new IllegalArgumentException("stage " + job.spec().name() + " does not archive " + topic);
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

    Optional<Instant> nextWake() {
        return processor.nextWake();
    }

    boolean isDue(Instant now) {
        return nextWake().filter(due -> !due.isAfter(now)).isPresent();
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
        return write == null ? Position.NONE : new Position(table.name(), number, Position.offset(write));
    }

    /** The batch is committed: what it changed becomes part of the local copies. */
    void committed(Instant now) {
        archives.values().forEach(archive -> archive.save(now));
        for (var table : tables.values()) {
            if (table.hasChanges()) {
                var write = lastWrites.get(new TopicPartition(table.topic().name(), number));
                var position = write == null ? table.changes() : Position.offset(write) + 1;
                table.commit(number, position, now);
            }
        }
        lastWrites.clear();
        processor.committed();
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
