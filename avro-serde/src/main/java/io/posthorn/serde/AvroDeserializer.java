package io.posthorn.serde;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link AvroSerializer} and Confluent's serializer write. May be used by any number of threads at once.
 *
 * <p>Configured with Confluent's keys: {@code schema.registry.url} and the credentials of
 * {@link SchemaRegistryClient#of}; {@code specific.avro.reader} (false: generic records; true: the generated class that
 * the writer's schema names); {@code specific.avro.value.type} or {@code specific.avro.key.type}, the one generated
 * class to read, which also makes a record of any other type unreadable.
 *
 * <p>A failure is a {@link SerializationException}, of two kinds that {@link SerdeFailures#isInfrastructure} tells
 * apart. Either the registry could not be asked, and the record may be perfectly good; or the record can never be read:
 * it is not in the wire format, names a schema that does not exist, ends early, goes on too long, holds bytes that do
 * not fit its schema, or its schema does not fit the reader's. Whatever the bytes are, no other failure occurs.
 *
 * @param <T> the type of the values
 */
public final class AvroDeserializer<T> implements Deserializer<T> {
    /** Avro's cache of readers is not safe for several threads that build readers of the same classes. */
    private static final ReentrantLock BUILDING = new ReentrantLock();

    private final ConcurrentHashMap<Integer, Decoding<T>> decodings = new ConcurrentHashMap<>();
    private final Pool<Source> sources = new Pool<>(Source::new);
    private @Nullable SerdeSettings settings;
    private @Nullable SchemaRegistryClient registry;

    static {
        GeneratedClasses.trust();
    }

    /** To be configured with {@link #configure}. */
    public AvroDeserializer() {}

    /** What became of a schema id. Either is final: neither an id's schema nor the reader's ever changes. */
    private sealed interface Decoding<T> {
        record Usable<T>(DatumReader<T> reader) implements Decoding<T> {}

        record Unusable<T>(String why) implements Decoding<T> {}
    }

    private static final class Source {
        private @Nullable BinaryDecoder decoder;

        BinaryDecoder start(byte[] bytes) {
            decoder = DecoderFactory.get()
                    .binaryDecoder(bytes, WireFormat.HEADER_BYTES, bytes.length - WireFormat.HEADER_BYTES, decoder);
            return decoder;
        }
    }

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        settings = SerdeSettings.of(configuration, isKey);
        registry = SchemaRegistryClient.of(configuration);
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (!WireFormat.isFramed(bytes)) {
            throw new SerializationException(
                    "a record of " + topic + " does not begin with a zero byte and a schema id");
        }
        int id = WireFormat.schemaId(bytes);
        var known = decodings.get(id);
        return switch (known != null ? known : load(topic, id)) {
            case Decoding.Usable<T>(var reader) -> read(topic, id, bytes, reader);
            case Decoding.Unusable<T>(var why) ->
                throw new SerializationException(
                        "a record of " + topic + " has schema " + id + ", which cannot be read here: " + why);
        };
    }

    private T read(String topic, int id, byte[] bytes, DatumReader<T> reader) {
        var source = sources.take();
        SystemLimitException.beginCollectionAllocationScope();
        try {
            var decoder = source.start(bytes);
            var value = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new SerializationException(
                        "a record of " + topic + " goes on after the end of its value (schema " + id + ")");
            }
            return value;
        } catch (SerializationException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Bytes may nest a recursive schema deeper than the stack.
            throw WireFormat.unusable("a record of " + topic + " does not fit its schema " + id, e);
        } finally {
            SystemLimitException.endCollectionAllocationScope();
            sources.give(source);
        }
    }

    private Decoding<T> load(String topic, int id) {
        if (settings == null || registry == null) {
            throw new IllegalStateException("not configured");
        }
        Decoding<T> decoding;
        try {
            var writer = registry.schema(id);
            if (writer.isEmpty()) {
                throw new SerializationException(
                        "a record of " + topic + " has schema " + id + ", which the registry does not know");
            }
            decoding = decoding(settings, writer.get());
        } catch (SchemaRefusedException e) {
            decoding = new Decoding.Unusable<>(e.toString());
        } catch (IOException e) {
            throw new SerializationException("cannot learn schema " + id + " of a record of " + topic, e);
        }
        decodings.put(id, decoding);
        return decoding;
    }

    private static <T> Decoding<T> decoding(SerdeSettings settings, Schema writer) {
        if (!settings.specificReader()) {
            return build(writer, writer, GenericData.get());
        }
        try {
            var reader = settings.readerSchema().orElseGet(() -> namedClassSchema(writer));
            if (!isNamed(reader, writer.getFullName())) {
                return new Decoding.Unusable<>(
                        "it holds a '" + writer.getFullName() + "', not a '" + reader.getFullName() + "'");
            }
            return build(writer, reader, SpecificData.getForSchema(reader));
        } catch (AvroRuntimeException | SecurityException e) {
            return new Decoding.Unusable<>(e.toString());
        }
    }

    private static Schema namedClassSchema(Schema writer) {
        var type = SpecificData.get().getClass(writer);
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new AvroRuntimeException("there is no generated class '" + writer.getFullName() + "'");
        }
        return SpecificData.get().getSchema(type);
    }

    private static boolean isNamed(Schema reader, String name) {
        return reader.getFullName().equals(name) || reader.getAliases().contains(name);
    }

    private static <T> Decoding<T> build(Schema writer, Schema reader, GenericData model) {
        BUILDING.lock();
        try {
            return new Decoding.Usable<>(model.getFastReaderBuilder().createDatumReader(writer, reader));
        } catch (IOException | RuntimeException e) {
            return new Decoding.Unusable<>(e.toString());
        } finally {
            BUILDING.unlock();
        }
    }
}
