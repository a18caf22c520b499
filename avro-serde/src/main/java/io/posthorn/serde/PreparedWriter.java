package io.posthorn.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated records, having looked at their schema once. Avro's own writer asks the schema again for each value
 * what it is, and for each value that may be null which branch of the union it belongs to. May be used by any number of
 * threads at once.
 */
final class PreparedWriter implements DatumWriter<Object> {
    private final SpecificData model;

    /** A schema may contain itself. */
    private final IdentityHashMap<Schema, RecordPart> records = new IdentityHashMap<>();

    private final Part whole;

    PreparedWriter(Schema schema, SpecificData model) {
        this.model = model;
        whole = part(schema);
    }

    /** Writes the values of one schema. */
    @FunctionalInterface
    private interface Part {
        void write(Object value, Encoder out) throws IOException;
    }

    private static final class RecordPart implements Part {
        private final String name;
        private final List<Schema.Field> fields;
        private final Part[] parts;

        RecordPart(Schema schema) {
            name = schema.getFullName();
            fields = schema.getFields();
            parts = new Part[fields.size()];
        }

        @Override
        public void write(Object value, Encoder out) throws IOException {
            var datum = (IndexedRecord) value;
            for (int i = 0; i < parts.length; i++) {
                var field = datum.get(i);
                try {
                    parts[i].write(field, out);
                } catch (NullPointerException | ClassCastException misfit) {
                    throw new AvroTypeException(
                            "field " + fields.get(i).name() + " of " + name + " is no " + kind(i) + ": "
                                    + (field == null ? "null" : field.getClass().getName()),
                            misfit);
                }
            }
        }

        private String kind(int field) {
            return fields.get(field).schema().getType().getName();
        }
    }

    @Override
    public void setSchema(Schema schema) {
        throw new UnsupportedOperationException("made for one schema");
    }

    @Override
    public void write(Object value, Encoder out) throws IOException {
        whole.write(value, out);
    }

    private Part part(Schema schema) {
        var type = schema.getLogicalType();
        var conversion = type == null ? null : model.getConversionFor(type);
        var plain = plain(schema);
        if (type == null || conversion == null) {
            return plain;
        }
        var converted = conversion.getConvertedType();
        return (value, out) -> plain.write(
                converted.isInstance(value) ? Conversions.convertToRawType(value, schema, type, conversion) : value,
                out);
    }

    private Part plain(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION -> union(schema);
            case ARRAY -> array(part(schema.getElementType()));
            case MAP -> map(part(schema.getValueType()));
            case ENUM -> (value, out) -> out.writeEnum(ordinal(schema, value));
            case FIXED -> (value, out) -> out.writeFixed(((GenericFixed) value).bytes(), 0, schema.getFixedSize());
            case STRING -> PreparedWriter::writeString;
            case BYTES -> (value, out) -> out.writeBytes((ByteBuffer) value);
            case INT -> (value, out) -> out.writeInt(((Number) value).intValue());
            case LONG -> (value, out) -> out.writeLong((Long) value);
            case FLOAT -> (value, out) -> out.writeFloat((Float) value);
            case DOUBLE -> (value, out) -> out.writeDouble((Double) value);
            case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
            case NULL -> (value, out) -> out.writeNull();
        };
    }

    private Part record(Schema schema) {
        var known = records.get(schema);
        if (known != null) {
            return known;
        }
        var made = new RecordPart(schema);
        records.put(schema, made);
        for (var field : schema.getFields()) {
            made.parts[field.pos()] = part(field.schema());
        }
        return made;
    }

    private Part union(Schema schema) {
        var parts = schema.getTypes().stream().map(this::part).toArray(Part[]::new);
        var nothing = schema.getIndexNamed(Schema.Type.NULL.getName());
        if (parts.length != 2 || nothing == null) {
            return (value, out) -> {
                var branch = model.resolveUnion(schema, value);
                out.writeIndex(branch);
                parts[branch].write(value, out);
            };
        }
        var something = 1 - nothing;
        return (@Nullable Object value, Encoder out) -> {
            out.writeIndex(value == null ? nothing : something);
            if (value != null) {
                parts[something].write(value, out);
            }
        };
    }

    private static Part array(Part element) {
        return (value, out) -> {
            var elements = (Collection<?>) value;
            out.writeArrayStart();
            out.setItemCount(elements.size());
            for (var each : elements) {
                out.startItem();
                element.write(each, out);
            }
            out.writeArrayEnd();
        };
    }

    private static Part map(Part content) {
        return (value, out) -> {
            var entries = (Map<?, ?>) value;
            out.writeMapStart();
            out.setItemCount(entries.size());
            for (var entry : entries.entrySet()) {
                out.startItem();
                writeString(entry.getKey(), out);
                content.write(entry.getValue(), out);
            }
            out.writeMapEnd();
        };
    }

    private static int ordinal(Schema schema, Object value) {
        var symbol = value.toString();
        if (!schema.hasEnumSymbol(symbol)) {
            throw new AvroTypeException(symbol + " is no " + schema.getFullName());
        }
        return schema.getEnumOrdinal(symbol);
    }

    private static void writeString(Object value, Encoder out) throws IOException {
        if (value instanceof String text) {
            out.writeString(text);
        } else {
            out.writeString((CharSequence) value);
        }
    }
}
