package io.posthorn.platform.stage;

import io.posthorn.platform.trace.StageTrace;
import io.posthorn.schemas.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A stage of the pipeline: which topics it reads together, what it remembers, and what it does with a record.
 *
 * <pre>{@code
 * StageSpec.of("routing", RoutingProcessor.class)
 *         .reads(Topics.SEND_REQUESTS, RoutingProcessor::onRequest)
 *         .keeps(Topics.ACCEPTED_MESSAGE_IDS)
 *         .with(partition -> new RoutingProcessor(policy, partition.table(Topics.ACCEPTED_MESSAGE_IDS)));
 * }</pre>
 *
 * @param name consumer group and metric tag, in kebab case
 * @param inputs topics read; all have equally many partitions, and the same partition of each goes to the same
 *     processor
 * @param archives topics read too, whose records are kept as they come
 * @param tables topics that keep its state, with as many partitions as the inputs
 * @param gathering least time from the beginning of one of its transactions to that of the next, where that is more
 *     than {@link StageProperties#commitInterval}
 * @param factory makes the processor of a partition
 */
public record StageSpec<P extends PartitionProcessor>(
        String name,
        List<Input<P, ?>> inputs,
        List<Archived<?>> archives,
        List<Topic<?>> tables,
        Duration gathering,
        Function<Partition, P> factory) {

    public StageSpec {
        inputs = List.copyOf(inputs);
        archives = List.copyOf(archives);
        tables = List.copyOf(tables);
    }

    /** Begins the description of a stage. */
    public static <P extends PartitionProcessor> Builder<P> of(String name, Class<P> processor) {
        return new Builder<>(name);
    }

    /** What a processor is made from: its partition number, its tables and archives. */
    public interface Partition {
        int number();

        /** The table behind {@code topic}; the stage must have declared that it keeps it. */
        <V extends SpecificRecord> Table<V> table(Topic<V> topic);

        /** The records of {@code topic}; the stage must have declared that it archives it. */
        <V extends SpecificRecord> Archive<V> archive(Topic<V> topic);

        /** For the calls to the outside that records lead to. */
        default StageTrace trace() {
            return StageTrace.OFF;
        }
    }

    /** What to do with a record of one topic. */
    @FunctionalInterface
    public interface Handler<P, V extends SpecificRecord> {
        void handle(P processor, Inbound<V> record, Outputs out);
    }

    /** A topic and what to do with its records. */
    public record Input<P, V extends SpecificRecord>(Topic<V> topic, Handler<P, V> handler) {}

    /** Where a record is kept in an archive. */
    @FunctionalInterface
    public interface Placement {
        /**
         * The key to find a record under.
         *
         * @param key the record's own; empty where the producer gave none
         * @param offset the record's own
         * @param timestamp the record's own
         * @return the same whenever the record comes again, and of no other record; empty to leave it out
         */
        Optional<String> of(String key, long offset, Instant timestamp);
    }

    /** A topic whose records are kept as they come, and where. */
    public record Archived<V extends SpecificRecord>(Topic<V> topic, Placement placement) {
        /** The key of a record; a record without a value is none. */
        Optional<String> place(ConsumerRecord<String, byte[]> record) {
            if (record.value() == null) {
                return Optional.empty();
            }
            return placement.of(
                    record.key() == null ? "" : record.key(),
                    record.offset(),
                    Instant.ofEpochMilli(record.timestamp()));
        }
    }

    /** Collects the parts of a stage. */
    public static final class Builder<P extends PartitionProcessor> {
        private final String name;
        private final List<Input<P, ?>> inputs = new ArrayList<>();
        private final List<Archived<?>> archives = new ArrayList<>();
        private final List<Topic<?>> tables = new ArrayList<>();
        private Duration gathering = Duration.ZERO;

        private Builder(String name) {
            this.name = name;
        }

        public <V extends SpecificRecord> Builder<P> reads(Topic<V> topic, Handler<P, V> handler) {
            inputs.add(new Input<>(topic, handler));
            return this;
        }

        /** Keeps the records of a topic; nothing else can be done with them. */
        public <V extends SpecificRecord> Builder<P> archives(Topic<V> topic, Placement placement) {
            archives.add(new Archived<>(topic, placement));
            return this;
        }

        public Builder<P> keeps(Topic<?> table) {
            tables.add(table);
            return this;
        }

        /**
         * Under load, many records together cost less than few at a time: for what nobody waits for. A stage that
         * shares its thread goes with the one that gathers the shortest.
         */
        public Builder<P> gathers(Duration atLeast) {
            gathering = atLeast;
            return this;
        }

        public StageSpec<P> with(Function<Partition, P> factory) {
            return new StageSpec<>(name, inputs, archives, tables, gathering, factory);
        }
    }
}
