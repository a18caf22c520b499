package io.posthorn.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated and generic Avro records in the Confluent wire format: a zero byte, the schema's id in four bytes,
 * the record in Avro's binary form. May be used by any number of threads at once.
 *
 * <p>Configured with Confluent's keys: {@code schema.registry.url} and the credentials of
 * {@link SchemaRegistryClient#of}, {@code auto.register.schemas} (true), {@code use.latest.version} (false) and
 * {@code value.subject.name.strategy} or {@code key.subject.name.strategy}. The id of a schema is asked for once.
 *
 * <p>A failure is a {@link SerializationException}. {@link SerdeFailures#isInfrastructure} is true of it if the
 * registry could not be asked, and false if this record cannot be written: it does not fit its schema, or the registry
 * refuses the schema.
 *
 * @param <T> the type of the values
 */
public final class AvroSerializer<T> implements Serializer<T> {
    /** A buffer that one large record has grown beyond this is not kept. */
    private static final int LARGEST_KEPT_BUFFER = 64 << 10;

    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(512);

    private final SharedLoads<Target, Encoding> encodings = new SharedLoads<>();
    private final Pool<Buffer> buffers = new Pool<>(Buffer::new);
    private @Nullable SerdeSettings settings;
    private @Nullable SchemaRegistryClient registry;

    static {
        GeneratedClasses.trust();
    }

    /** To be configured with {@link #configure}. */
    public AvroSerializer() {}

    private record Target(String topic, Schema schema) {}

    private record Encoding(int id, DatumWriter<Object> writer) {}

    private static final class Buffer extends ByteArrayOutputStream {
        private @Nullable BinaryEncoder encoder;

        BinaryEncoder start(int id) {
            reset();
            write(WireFormat.MAGIC);
            write(id >>> 24);
            write(id >>> 16);
            write(id >>> 8);
            write(id);
            encoder = ENCODERS.binaryEncoder(this, encoder);
            return encoder;
        }

        boolean isWorthKeeping() {
            return buf.length <= LARGEST_KEPT_BUFFER;
        }
    }

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        settings = SerdeSettings.of(configuration, isKey);
        registry = SchemaRegistryClient.of(configuration);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof GenericContainer container)) {
            throw new SerializationException("a " + value.getClass().getName() + " is not an Avro record");
        }
        var encoding = encoding(topic, container);
        var buffer = buffers.take();
        try {
            var encoder = buffer.start(encoding.id());
            encoding.writer().write(value, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            // The buffer is left behind: its encoder may still hold half a record.
            throw WireFormat.unusable("cannot write a record of " + topic + " with its schema", e);
        }
        var bytes = buffer.toByteArray();
        if (buffer.isWorthKeeping()) {
            buffers.give(buffer);
        }
        return bytes;
    }

    private Encoding encoding(String topic, GenericContainer value) {
        if (settings == null || registry == null) {
            throw new IllegalStateException("not configured");
        }
        var configured = settings;
        var client = registry;
        var schema = value.getSchema();
        try {
            return encodings
                    .get(new Target(topic, schema), target -> load(configured, client, target, value))
                    .orElseThrow(() -> new SerializationException(
                            "the registry does not know the schema '" + schema.getFullName() + "' of topic " + topic));
        } catch (IOException e) {
            throw new SerializationException("cannot learn the id of a schema of topic " + topic, e);
        } catch (SchemaRefusedException e) {
            throw new SerializationException("the registry refuses a schema of topic " + topic, e);
        }
    }

    private static Optional<Encoding> load(
            SerdeSettings settings, SchemaRegistryClient registry, Target target, GenericContainer value)
            throws IOException {
        var schema = target.schema();
        var subject = settings.subjects().subject(target.topic(), settings.isKey(), schema);
        var writer = writer(schema, value);
        if (settings.autoRegister()) {
            return Optional.of(new Encoding(registry.register(subject, schema), writer));
        }
        if (settings.useLatestVersion()) {
            return registry.latest(subject)
                    .map(latest -> new Encoding(
                            latest.id(),
                            latest.schema().equals(schema)
                                    ? writer
                                    : new TranslatingWriter(writer, schema, latest.schema())));
        }
        var id = registry.idOf(subject, schema);
        return id.isPresent() ? Optional.of(new Encoding(id.getAsInt(), writer)) : Optional.empty();
    }

    private static DatumWriter<Object> writer(Schema schema, GenericContainer value) {
        if (!(value instanceof SpecificRecord)) {
            return new GenericDatumWriter<>(schema);
        }
        return new PreparedWriter(schema, SpecificData.getForClass(value.getClass()));
    }

    /**
     * Writes a record with another schema than its own. Fields are matched by name, as a reader would do, and not by
     * position; that takes a detour over the record's own binary form.
     */
    private static final class TranslatingWriter implements DatumWriter<Object> {
        private final DatumWriter<Object> own;
        private final Schema from;
        private Schema to;

        TranslatingWriter(DatumWriter<Object> own, Schema from, Schema to) {
            this.own = own;
            this.from = from;
            this.to = to;
        }

        @Override
        public void setSchema(Schema schema) {
            to = schema;
        }

        @Override
        public void write(Object value, Encoder out) throws IOException {
            var bytes = new ByteArrayOutputStream();
            var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            own.write(value, encoder);
            var decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
            var model = GenericData.get();
            new GenericDatumWriter<>(to, model)
                    .write(new GenericDatumReader<>(from, to, model).read(null, decoder), out);
        }
    }
}
