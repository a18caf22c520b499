package io.posthorn.bench.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The events in the files of log groups and delivery streams, each as its message and type. */
final class SinkFiles {
    private static final String LOGS = ".jsonl";
    private static final String OBJECTS = ".gz";

    private final Path directory;

    SinkFiles(Path directory) {
        this.directory = directory;
    }

    /** How an event is compared. */
    static String line(JsonNode event) {
        return event.path("messageId").asString("") + " "
                + event.path("eventType").asString("");
    }

    private static String line(String written) {
        try {
            return line(JsonMapper.shared().readTree(written));
        } catch (JacksonException torn) {
            return "a line that is no event";
        }
    }

    List<String> logGroups() {
        return lines("log-groups", LOGS);
    }

    List<String> deliveryStreams() {
        return lines("delivery-streams", OBJECTS);
    }

    private List<String> lines(String kind, String suffix) {
        var root = directory.resolve(kind);
        if (!Files.exists(root)) {
            return List.of();
        }
        try (var files = Files.walk(root)) {
            var lines = new ArrayList<String>();
            for (var file :
                    files.filter(each -> each.toString().endsWith(suffix)).toList()) {
                try (var content = open(file)) {
                    new String(content.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(SinkFiles::line)
                            .forEach(lines::add);
                }
            }
            return lines;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static InputStream open(Path file) throws IOException {
        var content = Files.newInputStream(file);
        return file.toString().endsWith(OBJECTS) ? new GZIPInputStream(content) : content;
    }
}
