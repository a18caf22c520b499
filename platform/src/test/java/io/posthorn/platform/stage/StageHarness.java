package io.posthorn.platform.stage;

import io.posthorn.schemas.topic.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Runs one partition of a stage without Kafka, in the thread of the test. It goes through the same steps as the real
 * runner: handle, wake, end the batch, reply.
 */
public final class StageHarness<P extends PartitionProcessor> {
    private final StageSpec<P> spec;
    private final Map<String, InMemoryTable<?>> tables = new HashMap<>();
    private final List<Sent<?>> sent = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<String> erased = new ArrayList<>();
    private final Collector out = new Collector();
    private P processor;
    private long offset;
    private boolean inBatch;
    private boolean crashing;

    /**
     * A record the stage wrote.
     *
     * @param headers those the stage gave it; others may travel with it
     */
    public record Sent<V extends SpecificRecord>(Topic<V> topic, String key, V value, List<Header> headers) {
        public Sent(Topic<V> topic, String key, V value) {
            this(topic, key, value, List.of());
        }
    }

    /** A record the stage parked. */
    public record DeadLetter(String topic, String key, String reason, String detail) {}

    private StageHarness(StageSpec<P> spec) {
        this.spec = spec;
        spec.tables().forEach(topic -> tables.put(topic.name(), new InMemoryTable<SpecificRecord>()));
        spec.archives().forEach(archived -> tables.put(archived.topic().name(), new InMemoryTable<SpecificRecord>()));
        processor = makeProcessor();
    }

    public static <P extends PartitionProcessor> StageHarness<P> of(StageSpec<P> spec) {
        return new StageHarness<>(spec);
    }

    /** The same partition in another process, over the tables as they are now. */
    public StageHarness<P> takenOverBy(StageSpec<P> other) {
        var taken = new StageHarness<>(other);
        taken.tables.putAll(tables);
        taken.offset = offset;
        taken.restart();
        return taken;
    }

    private P makeProcessor() {
        return spec.factory().apply(new StageSpec.Partition() {
            @Override
            public int number() {
                return 0;
            }

            @Override
            public <V extends SpecificRecord> Table<V> table(Topic<V> topic) {
                return StageHarness.this.table(topic);
            }

            @Override
            public <V extends SpecificRecord> Archive<V> archive(Topic<V> topic) {
                return StageHarness.this.table(topic);
            }
        });
    }

    /** A new processor over the same tables: what happens when the partition moves or the process restarts. */
    public void restart() {
        processor = makeProcessor();
    }

    public P processor() {
        return processor;
    }

    public <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        send(topic, key, value, new RecordHeaders());
    }

    /** Handles one record; outside of {@link #batch} it is a batch of its own. */
    public <V extends SpecificRecord> void send(Topic<V> topic, String key, V value, Headers headers) {
        var inbound = new Inbound<>(
                topic,
                0,
                offset++,
                key,
                value,
                Instant.EPOCH,
                headers,
                ByteBuffer.wrap(value.toString().getBytes(StandardCharsets.UTF_8)));
        out.inHand = inbound;
        if (!isKept(inbound)) {
            handlerOf(topic).handle(processor, inbound, out);
        }
        out.inHand = null;
        if (!inBatch) {
            endBatch();
        }
    }

    private <V extends SpecificRecord> boolean isKept(Inbound<V> inbound) {
        for (var archived : spec.archives()) {
            if (archived.topic().equals(inbound.topic())) {
                archived.placement()
                        .of(inbound.key(), inbound.offset(), inbound.timestamp())
                        .ifPresent(place -> table(inbound.topic()).put(place, inbound.value()));
                return true;
            }
        }
        return false;
    }

    private <V extends SpecificRecord> StageSpec.Handler<P, V> handlerOf(Topic<V> topic) {
        for (var input : spec.inputs()) {
            if (input.topic().equals(topic)) {
                @SuppressWarnings("unchecked") // an input's handler takes the values of its topic
                var handler = (StageSpec.Handler<P, V>) input.handler();
                return handler;
            }
        }
        throw new IllegalArgumentException("stage " + spec.name() + " does not read " + topic);
    }

    /** Everything {@code sends} sends is one batch. */
    public void batch(Runnable sends) {
        inBatch = true;
        try {
            sends.run();
        } finally {
            inBatch = false;
        }
        endBatch();
    }

    /**
     * Everything {@code sends} sends is one batch of a process that ends before it can commit: what it wrote is not
     * there, and another process begins over the tables as they were.
     */
    public void crash(Runnable sends) {
        crashing = true;
        var undo = new ArrayList<Runnable>();
        tables.values().forEach(table -> undo.add(undo(table)));
        var written = List.copyOf(sent);
        var parked = List.copyOf(deadLetters);
        var removed = List.copyOf(erased);
        var began = offset;
        batch(sends);
        undo.forEach(Runnable::run);
        sent.clear();
        sent.addAll(written);
        deadLetters.clear();
        deadLetters.addAll(parked);
        erased.clear();
        erased.addAll(removed);
        offset = began;
        crashing = false;
        restart();
    }

    /** The partition is given up in good order, and comes to another process. */
    public void move() {
        if (processor.isUnderWay()) {
            processor.leave(out);
            processor.committed();
        }
        processor.dropped();
        restart();
    }

    private static <V> Runnable undo(InMemoryTable<V> table) {
        var before = table.entries();
        return () -> table.reset(before);
    }

    public void endBatch() {
        processor.endBatch(out);
        out.flushReplies();
        if (!crashing) {
            processor.committed();
        }
    }

    /** Wakes the processor if it wants to be woken at or before this time, like the runner would. */
    public boolean wakeAt(Instant now) {
        if (processor.nextWake().filter(due -> !due.isAfter(now)).isEmpty()) {
            return false;
        }
        processor.wake(now, out);
        endBatch();
        return true;
    }

    public Optional<Instant> nextWake() {
        return processor.nextWake();
    }

    /** What was written to this topic so far. */
    public <V extends SpecificRecord> List<Sent<V>> sent(Topic<V> topic) {
        var matching = new ArrayList<Sent<V>>();
        for (var each : sent) {
            if (each.topic().equals(topic)) {
                matching.add(new Sent<>(topic, each.key(), topic.valueType().cast(each.value()), each.headers()));
            }
        }
        return matching;
    }

    /** The values written to this topic so far. */
    public <V extends SpecificRecord> List<V> values(Topic<V> topic) {
        return sent(topic).stream().map(Sent::value).toList();
    }

    public List<DeadLetter> deadLetters() {
        return List.copyOf(deadLetters);
    }

    /** What was removed from topics that are no tables of the stage: topic, a slash, key. */
    public List<String> erased() {
        return List.copyOf(erased);
    }

    /** Forgets what was written so far. */
    public void clearSent() {
        sent.clear();
        deadLetters.clear();
    }

    public <V extends SpecificRecord> InMemoryTable<V> table(Topic<V> topic) {
        var table = tables.get(topic.name());
        if (table == null) {
            throw new IllegalArgumentException("stage " + spec.name() + " does not keep " + topic);
        }
        @SuppressWarnings("unchecked") // one table for each topic, of the topic's values
        var typed = (InMemoryTable<V>) table;
        return typed;
    }

    /** What the stage has done so far: entries of tables it touched, and records it wrote. */
    public long work() {
        return sent.size()
                + tables.values().stream().mapToLong(InMemoryTable::work).sum();
    }

    private final class Collector implements Outputs {
        private final List<Runnable> replies = new ArrayList<>();
        private @Nullable Inbound<?> inHand;

        @Override
        public <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
            sent.add(new Sent<>(topic, key, value));
        }

        @Override
        public <V extends SpecificRecord> void send(Topic<V> topic, String key, V value, Header header) {
            sent.add(new Sent<>(topic, key, value, List.of(header)));
        }

        @Override
        public <V extends SpecificRecord> void sendToAll(Topic<V> topic, String key, V value) {
            send(topic, key, value);
        }

        @Override
        public void erase(Topic<?> topic, String key) {
            erased.add(topic.name() + "/" + key);
        }

        @Override
        public <V extends SpecificRecord> void reply(
                Topic<V> topic, String key, Topic<?> table, Function<Position, V> value) {
            var position = position(table);
            replies.add(() -> send(topic, key, value.apply(position)));
        }

        @Override
        public <V extends SpecificRecord> void send(
                Topic<V> topic, String key, V value, Topic<?> table, Function<Position, Header> header) {
            var told = header.apply(position(table));
            replies.add(() -> sent.add(new Sent<>(topic, key, value, List.of(told))));
        }

        private Position position(Topic<?> table) {
            return new Position(table.name(), 0, offset);
        }

        @Override
        public void deadLetter(String reason, String detail) {
            var parked = inHand;
            if (parked == null) {
                throw new IllegalStateException("no record in hand to park");
            }
            deadLetters.add(new DeadLetter(parked.topic().name(), parked.key(), reason, detail));
        }

        @Override
        public <V extends SpecificRecord> void deadLetter(
                Topic<V> topic, String key, V value, String reason, String detail) {
            deadLetters.add(new DeadLetter(topic.name(), key, reason, detail));
        }

        void flushReplies() {
            replies.forEach(Runnable::run);
            replies.clear();
        }
    }
}
