package io.posthorn.schemas.topic;

import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A Kafka topic: its name together with what may be in it. Keys are plain UTF-8 strings, values are Avro in the
 * Confluent wire format under the subject {@code <name>-value}.
 *
 * @param name plural noun in kebab case; part of the public API
 * @param valueType generated class of the value
 * @param cleanup how the broker makes room
 * @param retention how long a record of a {@link Cleanup#DELETE} topic is kept
 * @param lanes how many partitions the topic gets
 */
public record Topic<V extends SpecificRecord>(
        String name, Class<V> valueType, Cleanup cleanup, Duration retention, Lanes lanes) {

    /** How the broker makes room. */
    public enum Cleanup {
        /** Records go when they are older than the retention. */
        DELETE,
        /** The newest record of each key stays; a tombstone removes the key. */
        COMPACT
    }

    /** Topics read together by one stage must have equally many partitions. */
    public enum Lanes {
        /** As many partitions as the installation gives the message pipeline. */
        PIPELINE,
        /** As many partitions as the installation gives the control plane. */
        CONTROL,
        /** One partition: order over everything, or too little traffic for more. */
        ONE
    }

    static <V extends SpecificRecord> Topic<V> stream(
            String name, Class<V> valueType, Duration retention, Lanes lanes) {
        return new Topic<>(name, valueType, Cleanup.DELETE, retention, lanes);
    }

    static <V extends SpecificRecord> Topic<V> table(String name, Class<V> valueType, Lanes lanes) {
        return new Topic<>(name, valueType, Cleanup.COMPACT, Duration.ZERO, lanes);
    }

    /** Where records of this topic go that nobody could handle, byte for byte, with the reason in a header. */
    public String deadLetterName() {
        return name + "-dlt";
    }

    /** The registry subject of the values. */
    public String subject() {
        return name + "-value";
    }

    /** The Avro schema of the values. */
    public Schema schema() {
        return SpecificData.get().getSchema(valueType);
    }

    /** The topic-level settings the topic is created with, in Kafka's own words. */
    public Map<String, String> settings() {
        return switch (cleanup) {
            case DELETE -> Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retention.toMillis()));
            case COMPACT -> Map.of("cleanup.policy", "compact", "min.cleanable.dirty.ratio", "0.2");
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
