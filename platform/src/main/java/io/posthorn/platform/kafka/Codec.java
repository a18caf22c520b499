package io.posthorn.platform.kafka;

import io.posthorn.schemas.topic.Topic;
import io.posthorn.serde.SerdeFailures;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Turns values into bytes and back with the configured serializer classes. */
public final class Codec {
    private final Serializer<Object> serializer;
    private final Deserializer<Object> deserializer;

    Codec(Serializer<Object> serializer, Deserializer<Object> deserializer) {
        this.serializer = serializer;
        this.deserializer = deserializer;
    }

    /**
     * The bytes of a value.
     *
     * @throws IllegalArgumentException when the value does not fit its schema, or the registry refuses the schema
     * @throws InfrastructureException when the registry cannot be asked
     */
    public <V extends SpecificRecord> byte[] encode(Topic<V> topic, V value) {
        try {
            return serializer.serialize(topic.name(), value);
        } catch (SerializationException failed) {
            if (SerdeFailures.isInfrastructure(failed)) {
                throw new InfrastructureException("cannot encode a record for " + topic, failed);
            }
            throw new IllegalArgumentException("no value of " + topic + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * The value of bytes read from the topic.
     *
     * @throws UnreadableRecordException when the bytes are no value of this topic and never will be
     * @throws InfrastructureException when the registry cannot be asked
     */
    public <V extends SpecificRecord> V decode(Topic<V> topic, byte[] bytes) throws UnreadableRecordException {
        Object value;
        try {
            value = deserializer.deserialize(topic.name(), bytes);
        } catch (SerializationException failed) {
            if (SerdeFailures.isInfrastructure(failed)) {
                throw new InfrastructureException("cannot decode a record of " + topic, failed);
            }
            throw new UnreadableRecordException(String.valueOf(failed.getMessage()), failed);
        }
        if (!topic.valueType().isInstance(value)) {
            throw new UnreadableRecordException(
                    "a value of " + topic + " must be a "
                            + topic.valueType().getSimpleName() + ", was "
                            + (value == null ? "empty" : value.getClass().getSimpleName()),
                    null);
        }
        return topic.valueType().cast(value);
    }
}
