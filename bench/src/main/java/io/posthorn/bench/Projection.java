package io.posthorn.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads a few fields of a record and skips the rest, because the load generator shares the processor with what it
 * measures. Takes it that records were written with the schema of this build. For one thread.
 */
public final class Projection {
    /** A zero byte and the schema's id. */
    private static final int WIRE_FORMAT_PREFIX = 5;

    private final GenericDatumReader<GenericRecord> reader;
    private @Nullable BinaryDecoder decoder;
    private @Nullable GenericRecord reused;

    public Projection(Schema written, String... fields) {
        var kept = new ArrayList<Schema.Field>();
        for (var name : fields) {
            var field = written.getField(name);
            if (field == null) {
                throw new IllegalArgumentException(written.getFullName() + " has no field " + name);
            }
            kept.add(new Schema.Field(field, field.schema()));
        }
        var wanted = Schema.createRecord(written.getName(), written.getDoc(), written.getNamespace(), false, kept);
        reader = new GenericDatumReader<>(written, wanted);
    }

    /** The fields asked for, valid until the next call. */
    public GenericRecord read(byte[] value) {
        decoder = DecoderFactory.get()
                .binaryDecoder(value, WIRE_FORMAT_PREFIX, value.length - WIRE_FORMAT_PREFIX, decoder);
        try {
            var read = reader.read(reused, decoder);
            reused = read;
            return read;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("a record was not written with the schema of this build", unreadable);
        }
    }
}
