package io.posthorn.platform.stage;

import io.posthorn.platform.kafka.Partitions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * The way between stages that share a thread. What one of them writes for one behind it is written like everything
 * else, with a mark that it is handled, and handed on at once; so it is handled in the transaction that writes it, and
 * left out when the topic is read. Nothing overtakes: where records of a partition still have to come from Kafka,
 * everything takes that way until they have come. What is handed on need not be decoded: a value that has been written
 * never changes.
 */
final class Passage {
    /** Names the stage that has handled a record in the transaction that wrote it. */
    static final String HANDLED = "posthorn-handled";

    /** Where a record stands in its topic is known when it is committed. */
    private static final long NO_OFFSET = -1;

    private static final long UNKNOWN = Long.MAX_VALUE;

    private final Producer<String, byte[]> producer;

    /** Which stage reads a topic: how many have joined before it. */
    private final Map<String, Integer> places = new HashMap<>();

    private final List<Inbox> inboxes = new ArrayList<>();
    private final Set<TopicPartition> ours = new HashSet<>();

    /** Partitions whose records take the way through Kafka, and up to which offset they have to come from there. */
    private final Map<TopicPartition, Long> behind = new HashMap<>();

    /** The last records of this transaction that take the way through Kafka. */
    private final Map<TopicPartition, Future<RecordMetadata>> detours = new HashMap<>();

    private boolean open = true;

    /** What waits for the turn of a stage. */
    private static final class Inbox {
        private final StageSpec<?> stage;
        private final byte[] mark;
        private final Set<String> inputs;
        private final List<Taken> read = new ArrayList<>();
        private final List<HandedOn> handedOn = new ArrayList<>();

        Inbox(StageSpec<?> stage) {
            this.stage = stage;
            mark = stage.name().getBytes(StandardCharsets.UTF_8);
            inputs = stage.inputs().stream().map(input -> input.topic().name()).collect(Collectors.toSet());
        }

        Stream<String> topics() {
            return Stream.concat(
                    inputs.stream(),
                    stage.archives().stream().map(archived -> archived.topic().name()));
        }

        void clear() {
            read.clear();
            handedOn.clear();
        }
    }

    private record HandedOn(TopicPartition partition, Written written) {
        Taken taken() {
            var record = written.record();
            var read = new ConsumerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    NO_OFFSET,
                    System.currentTimeMillis(),
                    TimestampType.CREATE_TIME,
                    ConsumerRecord.NULL_SIZE,
                    record.value().length,
                    record.key(),
                    record.value(),
                    record.headers(),
                    Optional.<Integer>empty());
            return new Taken(read, written.value());
        }
    }

    /** Takes what a stage writes. */
    interface Writer {
        void write(Written written);
    }

    Passage(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** The next stage on the way: behind all that have joined before it. */
    Writer join(StageSpec<?> stage) {
        var place = inboxes.size();
        var inbox = new Inbox(stage);
        inboxes.add(inbox);
        inbox.topics().forEach(topic -> {
            if (places.putIfAbsent(topic, place) != null) {
                throw new IllegalArgumentException("topic " + topic + " is read twice by one thread");
            }
        });
        return written -> write(place, written);
    }

    /** All that is read, archives among it. */
    Set<String> topics() {
        return places.keySet();
    }

    /** How many stages have joined before the one that reads a topic. */
    int place(String topic) {
        var place = places.get(topic);
        if (place == null) {
            throw new IllegalStateException("topic " + topic + " is not read");
        }
        return place;
    }

    /** Whether its stage has not handled a record in the transaction that wrote it. */
    boolean isNew(ConsumerRecord<String, byte[]> record) {
        var handled = record.headers().lastHeader(HANDLED);
        return handled == null || !Arrays.equals(handled.value(), inboxes.get(place(record.topic())).mark);
    }

    private void write(int from, Written written) {
        var record = written.record();
        var reader = places.get(record.topic());
        if (reader == null || reader <= from || !inboxes.get(reader).inputs.contains(record.topic())) {
            send(record);
            return;
        }
        var partition = partition(record);
        if (partition.isEmpty() || record.value() == null || !ours.contains(partition.get())) {
            send(record);
        } else if (!open || behind.containsKey(partition.get())) {
            behind.put(partition.get(), UNKNOWN);
            detours.put(partition.get(), producer.send(record));
        } else {
            handOn(inboxes.get(reader), partition.get(), written);
        }
    }

    /** The commit fails if any record of the transaction was not taken. */
    private void send(ProducerRecord<String, byte[]> record) {
        var unused = producer.send(record);
    }

    private Optional<TopicPartition> partition(ProducerRecord<String, byte[]> record) {
        if (record.partition() != null) {
            return Optional.of(new TopicPartition(record.topic(), record.partition()));
        }
        if (record.key() == null) {
            return Optional.empty();
        }
        var partitions = producer.partitionsFor(record.topic()).size();
        return Optional.of(new TopicPartition(record.topic(), Partitions.of(record.key(), partitions)));
    }

    private void handOn(Inbox reader, TopicPartition partition, Written written) {
        var record = written.record();
        var marked = new RecordHeaders(record.headers());
        marked.add(new RecordHeader(HANDLED, reader.mark));
        send(new ProducerRecord<>(record.topic(), partition.partition(), null, record.key(), record.value(), marked));
        reader.handedOn.add(new HandedOn(partition, written));
    }

    /** A record that was read waits for the turn of its stage. */
    void take(ConsumerRecord<String, byte[]> record) {
        inboxes.get(place(record.topic())).read.add(new Taken(record, null));
    }

    /** What the stage whose turn it is has to handle: what was read, then what those before it have written for it. */
    List<Taken> takeFor(int place) {
        var inbox = inboxes.get(place);
        var taken = new ArrayList<>(inbox.read);
        inbox.handedOn.forEach(each -> taken.add(each.taken()));
        inbox.clear();
        return taken;
    }

    /** From here to the end of the transaction everything takes the way through Kafka. */
    void close() {
        open = false;
    }

    /** @param ends where the records end that may have been written for these partitions by others before */
    void assigned(Map<TopicPartition, Long> ends) {
        ours.addAll(ends.keySet());
        behind.putAll(ends);
    }

    /** All partitions go, and come back as others may have left them. */
    void drop() {
        ours.clear();
        behind.clear();
        detours.clear();
        inboxes.forEach(Inbox::clear);
    }

    /** @param read up to which offset the records of a partition have come from Kafka, the batch in hand among them */
    void beginTransaction(ToLongFunction<TopicPartition> read) {
        open = true;
        behind.entrySet().removeIf(each -> read.applyAsLong(each.getKey()) >= each.getValue());
    }

    void committed() {
        detours.forEach(
                (partition, write) -> behind.computeIfPresent(partition, (key, end) -> Position.offset(write) + 1));
        detours.clear();
    }
}
