package io.posthorn.dispatcher.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import tools.jackson.databind.json.JsonMapper;

/** Reads what delivery streams have written. */
final class WrittenObjects {
    private WrittenObjects() {}

    /** The messages that the events in all objects below a directory are about, whatever the form of the objects. */
    static List<String> messageIds(Path directory) throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                found.addAll(messageIdsOf(file));
            }
        }
        return found;
    }

    private static List<String> messageIdsOf(Path file) throws IOException {
        var content = Files.readAllBytes(file);
        if (file.toString().endsWith(".parquet")) {
            return text(content, metadata(content), "messageId");
        }
        if (file.toString().endsWith(".gz")) {
            content = new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
        }
        return new String(content, StandardCharsets.UTF_8)
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .map(line -> line.has("rawData")
                        ? JsonMapper.shared()
                                .readTree(Base64.getDecoder()
                                        .decode(line.get("rawData").asString()))
                        : line)
                .map(event -> event.get("messageId").asString())
                .toList();
    }

    static FileMetaData metadata(byte[] file) throws IOException {
        var end = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        var length = end.getInt(file.length - 8);
        return Util.readFileMetaData(new ByteArrayInputStream(file, file.length - 8 - length, length));
    }

    /** The values of a column of text that are there. */
    static List<String> text(byte[] file, FileMetaData metadata, String column) throws IOException {
        var chunk =
                Objects.requireNonNull(Objects.requireNonNull(metadata.getRow_groups())
                                .getFirst()
                                .getColumns())
                        .stream()
                        .map(each -> Objects.requireNonNull(each.getMeta_data()))
                        .filter(each -> List.of(column).equals(each.getPath_in_schema()))
                        .findFirst()
                        .orElseThrow();
        var content = new ByteArrayInputStream(
                file, (int) chunk.getData_page_offset(), (int) chunk.getTotal_compressed_size());
        Util.readPageHeader(content);
        var page = ByteBuffer.wrap(new GZIPInputStream(content).readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        page.position(Integer.BYTES + page.getInt(0));
        var values = new ArrayList<String>();
        while (page.hasRemaining()) {
            var value = new byte[page.getInt()];
            page.get(value);
            values.add(new String(value, StandardCharsets.UTF_8));
        }
        return values;
    }
}
