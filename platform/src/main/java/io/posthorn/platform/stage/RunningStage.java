package io.posthorn.platform.stage;

import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.kafka.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stage in the hands of one thread: the partitions it has, and what it does in the transaction that is under way. */
final class RunningStage<P extends PartitionProcessor> {
    private static final Logger log = LoggerFactory.getLogger(RunningStage.class);

    private static final int LONGEST_DETAIL = 500;

    private final StageJob<P> job;
    private final StageSpec<P> spec;
    private final SessionTools tools;
    private final BatchOutputs out;
    private final Map<String, StageSpec.Input<P, ?>> inputs = new HashMap<>();
    private final Map<Integer, StageUnit<P>> units = new TreeMap<>();

    /** Those that have done something in this transaction. */
    private final Set<StageUnit<P>> busy = new LinkedHashSet<>();

    private int handled;

    RunningStage(StageJob<P> job, SessionTools tools, Passage.Writer passage) {
        this.job = job;
        this.spec = job.spec();
        this.tools = tools;
        out = new BatchOutputs(tools.producer(), tools.codec(), job.trace(), passage);
        spec.inputs().forEach(input -> inputs.put(input.topic().name(), input));
    }

    void assign(int partition) {
        units.computeIfAbsent(partition, number -> new StageUnit<>(job, number, tools));
    }

    boolean isDue(Instant now) {
        return units.values().stream().anyMatch(unit -> unit.isDue(now));
    }

    Optional<Instant> nextWake() {
        return units.values().stream().flatMap(unit -> unit.nextWake().stream()).min(Comparator.naturalOrder());
    }

    void handle(Taken taken) {
        var record = taken.record();
        var unit = unit(record.partition());
        busy.add(unit);
        handled++;
        if (!unit.keeps(record)) {
            handle(unit, taken);
        }
    }

    private StageUnit<P> unit(int partition) {
        var unit = units.get(partition);
        if (unit == null) {
            throw new IllegalStateException("record of partition " + partition + " which is not ours");
        }
        return unit;
    }

    private void handle(StageUnit<P> unit, Taken taken) {
        var record = taken.record();
        out.begin(record);
        try {
            var input = inputs.get(record.topic());
            if (input == null) {
                throw new IllegalStateException("record of topic " + record.topic() + " which is not read");
            }
            handle(unit, taken, input);
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
        job.trace().end();
        out.keepRecord();
    }

    private <V extends SpecificRecord> void handle(StageUnit<P> unit, Taken taken, StageSpec.Input<P, V> input)
            throws UnreadableRecordException {
        var record = taken.record();
        if (record.value() == null) {
            out.deadLetter("EMPTY", "a record of " + record.topic() + " needs a value");
            return;
        }
        var value = taken.value() == null
                ? tools.codec().decode(input.topic(), record.value())
                : input.topic().valueType().cast(taken.value());
        job.trace().begin(record, value);
        var inbound = new Inbound<>(
                input.topic(),
                record.partition(),
                record.offset(),
                record.key() == null ? "" : record.key(),
                value,
                Instant.ofEpochMilli(record.timestamp()),
                record.headers(),
                ByteBuffer.wrap(record.value()).asReadOnlyBuffer());
        input.handler().handle(unit.processor(), inbound, out);
    }

    private void park(StageUnit<P> unit, String reason, Exception cause) {
        unit.undoRecord();
        out.undoRecord();
        var detail = cause.toString();
        out.deadLetter(reason, detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)));
    }

    /** After the last record of the batch. */
    void endBatch() {
        var now = tools.clock().instant();
        for (var unit : units.values()) {
            if (unit.isDue(now)) {
                unit.processor().wake(now, out);
                unit.keepRecord();
                out.keepRecord();
                busy.add(unit);
            }
        }
        for (var unit : busy) {
            unit.processor().endBatch(out);
            publish(unit);
        }
    }

    private void publish(StageUnit<P> unit) {
        unit.keepRecord();
        out.keepRecord();
        unit.publishTables(tools.producer());
    }

    boolean hasReplies() {
        return out.hasReplies();
    }

    /** Writes what tells positions of tables; the producer has been flushed. */
    void sendReplies() {
        out.sendReplies((partition, table) -> unit(partition).lastTableRecord(table));
    }

    /**
     * The batch is committed.
     *
     * @param took how long that took from its first record on
     */
    void committed(Duration took) {
        if (!busy.isEmpty()) {
            job.metrics().batch(handled, out.takeDeadLetters(), took);
        }
        handled = 0;
        committed();
    }

    /** What {@link #leave} wrote is committed, which was no batch. */
    void committed() {
        job.trace().committed();
        var now = tools.clock().instant();
        busy.forEach(unit -> unit.committed(now));
        busy.clear();
    }

    boolean isUnderWay() {
        return units.values().stream().anyMatch(unit -> unit.processor().isUnderWay());
    }

    /** Finishes what is under way; what that writes has to be committed. */
    void leave() {
        for (var unit : units.values()) {
            if (unit.processor().isUnderWay()) {
                unit.processor().leave(out);
                publish(unit);
                busy.add(unit);
            }
        }
    }

    void confirmTables(Instant now) {
        units.values().forEach(unit -> unit.confirmTables(now));
    }

    /** @param lag records that wait to be read by this thread */
    void tellLag(String memberId, long lag) {
        job.metrics().lag(memberId, lag);
    }

    void drop() {
        units.values().forEach(StageUnit::close);
        units.clear();
        busy.clear();
    }

    void givenUp() {
        job.trace().givenUp();
    }
}
