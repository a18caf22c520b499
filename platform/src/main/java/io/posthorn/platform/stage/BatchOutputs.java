package io.posthorn.platform.stage;

import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.trace.StageTrace;
import io.posthorn.platform.trace.Tracing;
import io.posthorn.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Collects what the record in hand writes and hands it over once that record went well. */
final class BatchOutputs implements Outputs {
    /** Headers that travel with a message through all stages. */
    private static final List<String> TRAVELLING = List.of("posthorn-seen", Tracing.HEADER);

    private final Producer<String, byte[]> producer;
    private final Codec codec;
    private final StageTrace trace;
    private final Passage.Writer writer;
    private final List<Written> pending = new ArrayList<>();
    private final List<Reply> pendingReplies = new ArrayList<>();
    private final List<Reply> replies = new ArrayList<>();
    private @Nullable ConsumerRecord<String, byte[]> inHand;
    private List<Header> travelling = List.of();
    private int deadLetters;

    /** A record to be written once the position of the table's last record is known. */
    private record Reply(int partition, Topic<?> table, Function<Position, Written> made) {}

    /**
     * Collects for one stage.
     *
     * @param producer is asked for partitions
     * @param writer takes what is to be written
     */
    BatchOutputs(Producer<String, byte[]> producer, Codec codec, StageTrace trace, Passage.Writer writer) {
        this.producer = producer;
        this.codec = codec;
        this.trace = trace;
        this.writer = writer;
    }

    @Override
    public <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        pending.add(record(topic, key, value, trace.headers(value, travelling)));
    }

    @Override
    public <V extends SpecificRecord> void send(Topic<V> topic, String key, V value, Header header) {
        pending.add(record(topic, key, value, with(header, trace.headers(value, travelling))));
    }

    private static List<Header> with(Header told, List<Header> others) {
        var headers = new ArrayList<>(others);
        headers.removeIf(each -> each.key().equals(told.key()));
        headers.add(told);
        return headers;
    }

    @Override
    public <V extends SpecificRecord> void sendToAll(Topic<V> topic, String key, V value) {
        var encoded = codec.encode(topic, value);
        var headers = trace.headers(value, travelling);
        for (var partition : producer.partitionsFor(topic.name())) {
            var record =
                    new ProducerRecord<>(topic.name(), partition.partition(), null, key, encoded, List.copyOf(headers));
            pending.add(new Written(record, value));
        }
    }

    @Override
    public void erase(Topic<?> topic, String key) {
        pending.add(new Written(new ProducerRecord<>(topic.name(), null, null, key, null, travelling), null));
    }

    @Override
    public <V extends SpecificRecord> void reply(
            Topic<V> topic, String key, Topic<?> table, Function<Position, V> value) {
        laterWith(table, position -> record(topic, key, value.apply(position), List.of()));
    }

    @Override
    public <V extends SpecificRecord> void send(
            Topic<V> topic, String key, V value, Topic<?> table, Function<Position, Header> header) {
        var others = trace.headers(value, travelling);
        laterWith(table, position -> record(topic, key, value, with(header.apply(position), others)));
    }

    private void laterWith(Topic<?> table, Function<Position, Written> made) {
        pendingReplies.add(new Reply(inHand == null ? -1 : inHand.partition(), table, made));
    }

    private <V extends SpecificRecord> Written record(Topic<V> topic, String key, V value, List<Header> headers) {
        var encoded = codec.encode(topic, value);
        return new Written(new ProducerRecord<>(topic.name(), null, null, key, encoded, headers), value);
    }

    @Override
    public void deadLetter(String reason, String detail) {
        var parked = inHand;
        if (parked == null) {
            throw new IllegalStateException("no record in hand to park");
        }
        var headers = new ArrayList<Header>();
        parked.headers().forEach(headers::add);
        headers.add(text("posthorn-origin", parked.topic() + "-" + parked.partition() + "@" + parked.offset()));
        park(parked.topic(), parked.key(), parked.value(), headers, reason, detail);
        trace.parked(reason);
    }

    @Override
    public <V extends SpecificRecord> void deadLetter(
            Topic<V> topic, String key, V value, String reason, String detail) {
        park(topic.name(), key, codec.encode(topic, value), travelling, reason, detail);
    }

    private void park(
            String topic,
            @Nullable String key,
            byte @Nullable [] value,
            List<Header> others,
            String reason,
            String detail) {
        var headers = new ArrayList<>(others);
        headers.add(text("posthorn-reason", reason));
        headers.add(text("posthorn-detail", detail));
        pending.add(new Written(new ProducerRecord<>(topic + "-dlt", null, null, key, value, headers), null));
        deadLetters++;
    }

    private static Header text(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    void begin(ConsumerRecord<String, byte[]> record) {
        inHand = record;
        travelling = List.of();
        for (var name : TRAVELLING) {
            var header = record.headers().lastHeader(name);
            if (header != null) {
                if (travelling.isEmpty()) {
                    travelling = new ArrayList<>(TRAVELLING.size());
                }
                travelling.add(header);
            }
        }
    }

    /** The record in hand went well, or was parked. */
    void keepRecord() {
        pending.forEach(writer::write);
        pending.clear();
        replies.addAll(pendingReplies);
        pendingReplies.clear();
        inHand = null;
        travelling = List.of();
    }

    /** The record in hand failed: nothing it wrote leaves. */
    void undoRecord() {
        pending.clear();
        pendingReplies.clear();
    }

    boolean hasReplies() {
        return !replies.isEmpty();
    }

    /** Writes the replies, now that positions are known. */
    void sendReplies(BiFunction<Integer, Topic<?>, Position> lastTableRecord) {
        for (var reply : replies) {
            pending.add(reply.made().apply(lastTableRecord.apply(reply.partition(), reply.table())));
        }
        replies.clear();
        keepRecord();
    }

    /** How many records were parked since the last call. */
    int takeDeadLetters() {
        var count = deadLetters;
        deadLetters = 0;
        return count;
    }
}
