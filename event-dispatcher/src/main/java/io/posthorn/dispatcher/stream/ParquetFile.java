package io.posthorn.dispatcher.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import tools.jackson.databind.JsonNode;

/**
 * A Parquet file in the making, in memory: one group of rows, a compressed page for each column. The whole writer of
 * Apache Parquet would bring Hadoop along; for flat rows its file format alone is enough.
 */
final class ParquetFile {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;

    /** How deep a value is: not there, there; for maps also empty and with an entry. */
    private static final int MISSING = 0;

    private static final int PRESENT = 1;
    private static final int ENTRY = 2;
    private static final int ENTRY_VALUE = 3;

    private final String name;
    private final int rows;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<Column> columns = new ArrayList<>();
    private final List<ColumnChunk> chunks = new ArrayList<>();
    private long uncompressed;

    /** What a column holds. */
    enum Kind {
        TEXT,
        TRUTH,
        /** Milliseconds since the epoch, in UTC. */
        TIME,
        NUMBER,
        DOLLARS,
        /** From text to text. */
        MAP
    }

    /** A column whose values may be missing. */
    record Column(String name, Kind kind) {}

    ParquetFile(String name, int rows) {
        this.name = name;
        this.rows = rows;
        file.writeBytes(MAGIC);
    }

    /** A column of text; a missing node is a missing value. */
    void text(Column column, List<JsonNode> values) throws IOException {
        var plain = new ByteArrayOutputStream();
        present(values).forEach(value -> writeText(value.asString(), plain));
        flat(column, Type.BYTE_ARRAY, values, plain);
    }

    void truth(Column column, List<JsonNode> values) throws IOException {
        var present = present(values);
        var bits = new byte[(present.size() + Byte.SIZE - 1) / Byte.SIZE];
        for (var i = 0; i < present.size(); i++) {
            if (present.get(i).asBoolean()) {
                bits[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
            }
        }
        var plain = new ByteArrayOutputStream();
        plain.writeBytes(bits);
        flat(column, Type.BOOLEAN, values, plain);
    }

    void ints(Column column, List<JsonNode> values) throws IOException {
        var plain = new ByteArrayOutputStream();
        present(values)
                .forEach(value -> plain.writeBytes(
                        littleEndian(Integer.BYTES).putInt(value.asInt()).array()));
        flat(column, Type.INT32, values, plain);
    }

    void longs(Column column, List<JsonNode> values, ToLongFunction<JsonNode> number) throws IOException {
        var plain = new ByteArrayOutputStream();
        present(values)
                .forEach(value -> plain.writeBytes(littleEndian(Long.BYTES)
                        .putLong(number.applyAsLong(value))
                        .array()));
        flat(column, Type.INT64, values, plain);
    }

    /** A column of maps: in the file, one of their keys and one of their values. */
    void map(Column column, List<JsonNode> values) throws IOException {
        var repetition = new Levels();
        var keyDepth = new Levels();
        var valueDepth = new Levels();
        var keys = new ByteArrayOutputStream();
        var texts = new ByteArrayOutputStream();
        for (var value : values) {
            if (value.isEmpty()) {
                repetition.add(0);
                keyDepth.add(value.isMissingNode() ? MISSING : PRESENT);
                valueDepth.add(value.isMissingNode() ? MISSING : PRESENT);
            }
            var first = true;
            for (var entry : value.properties()) {
                repetition.add(first ? 0 : 1);
                keyDepth.add(ENTRY);
                valueDepth.add(ENTRY_VALUE);
                writeText(entry.getKey(), keys);
                writeText(entry.getValue().asString(), texts);
                first = false;
            }
        }
        columns.add(column);
        chunk(List.of(column.name(), "key_value", "key"), Type.BYTE_ARRAY, List.of(repetition, keyDepth), keys);
        chunk(List.of(column.name(), "key_value", "value"), Type.BYTE_ARRAY, List.of(repetition, valueDepth), texts);
    }

    private static List<JsonNode> present(List<JsonNode> values) {
        return values.stream().filter(Predicate.not(JsonNode::isMissingNode)).toList();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void writeText(String text, ByteArrayOutputStream plain) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        plain.writeBytes(littleEndian(Integer.BYTES).putInt(bytes.length).array());
        plain.writeBytes(bytes);
    }

    private void flat(Column column, Type type, List<JsonNode> values, ByteArrayOutputStream plain) throws IOException {
        var depth = new Levels();
        values.forEach(value -> depth.add(value.isMissingNode() ? MISSING : PRESENT));
        columns.add(column);
        chunk(List.of(column.name()), type, List.of(depth), plain);
    }

    private void chunk(List<String> path, Type type, List<Levels> levels, ByteArrayOutputStream plain)
            throws IOException {
        var page = new ByteArrayOutputStream();
        for (var each : levels) {
            page.writeBytes(each.encoded());
        }
        plain.writeTo(page);
        var compressed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(compressed)) {
            page.writeTo(out);
        }
        var values = levels.getFirst().count();
        var header = new PageHeader(PageType.DATA_PAGE, page.size(), compressed.size());
        header.setData_page_header(new DataPageHeader(values, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
        var begin = file.size();
        Util.writePageHeader(header, file);
        var headerSize = file.size() - begin;
        compressed.writeTo(file);
        var chunk = new ColumnChunk(begin);
        chunk.setMeta_data(new ColumnMetaData(
                type,
                List.of(Encoding.PLAIN, Encoding.RLE),
                path,
                CompressionCodec.GZIP,
                values,
                page.size() + headerSize,
                compressed.size() + headerSize,
                begin));
        chunks.add(chunk);
        uncompressed += page.size() + headerSize;
    }

    /**
     * The finished file.
     *
     * @param digits of amounts
     * @param decimals of amounts, among the digits
     */
    byte[] end(int digits, int decimals) throws IOException {
        var schema = new ArrayList<SchemaElement>();
        schema.add(new SchemaElement(name).setNum_children(columns.size()));
        for (var column : columns) {
            schema.addAll(elements(column, digits, decimals));
        }
        var group = new RowGroup(chunks, uncompressed, rows);
        var metadata = new FileMetaData(VERSION, schema, rows, List.of(group)).setCreated_by("Posthorn");
        var begin = file.size();
        Util.writeFileMetaData(metadata, file);
        file.writeBytes(littleEndian(Integer.BYTES).putInt(file.size() - begin).array());
        file.writeBytes(MAGIC);
        return file.toByteArray();
    }

    private static List<SchemaElement> elements(Column column, int digits, int decimals) {
        var leaf = new SchemaElement(column.name()).setRepetition_type(FieldRepetitionType.OPTIONAL);
        return switch (column.kind()) {
            case TEXT -> List.of(leaf.setType(Type.BYTE_ARRAY).setConverted_type(ConvertedType.UTF8));
            case TRUTH -> List.of(leaf.setType(Type.BOOLEAN));
            case TIME -> List.of(leaf.setType(Type.INT64).setConverted_type(ConvertedType.TIMESTAMP_MILLIS));
            case NUMBER -> List.of(leaf.setType(Type.INT32));
            case DOLLARS ->
                List.of(leaf.setType(Type.INT64)
                        .setConverted_type(ConvertedType.DECIMAL)
                        .setPrecision(digits)
                        .setScale(decimals));
            case MAP ->
                List.of(
                        leaf.setConverted_type(ConvertedType.MAP).setNum_children(1),
                        new SchemaElement("key_value")
                                .setRepetition_type(FieldRepetitionType.REPEATED)
                                .setNum_children(2),
                        new SchemaElement("key")
                                .setRepetition_type(FieldRepetitionType.REQUIRED)
                                .setType(Type.BYTE_ARRAY)
                                .setConverted_type(ConvertedType.UTF8),
                        new SchemaElement("value")
                                .setRepetition_type(FieldRepetitionType.OPTIONAL)
                                .setType(Type.BYTE_ARRAY)
                                .setConverted_type(ConvertedType.UTF8));
        };
    }

    /** Levels as runs of the same number, which is what they mostly are; all of them fit into a byte. */
    private static final class Levels {
        private static final int SEVEN_BITS = 0x7f;
        private static final int MORE = 0x80;

        private final ByteArrayOutputStream runs = new ByteArrayOutputStream();
        private int count;
        private int level;
        private int run;

        void add(int next) {
            if (run > 0 && next != level) {
                endRun();
            }
            level = next;
            run++;
            count++;
        }

        int count() {
            return count;
        }

        private void endRun() {
            for (var header = run << 1; ; header >>>= 7) {
                if (header <= SEVEN_BITS) {
                    runs.write(header);
                    break;
                }
                runs.write((header & SEVEN_BITS) | MORE);
            }
            runs.write(level);
            run = 0;
        }

        /** With their length before them. */
        byte[] encoded() {
            if (run > 0) {
                endRun();
            }
            return littleEndian(Integer.BYTES + runs.size())
                    .putInt(runs.size())
                    .put(runs.toByteArray())
                    .array();
        }
    }
}
