package io.posthorn.dispatcher.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.posthorn.core.resource.EventDestination;
import io.posthorn.dispatcher.Events;
import io.posthorn.dispatcher.sink.BatchPublication;
import io.posthorn.dispatcher.sink.Target;
import io.posthorn.platform.kafka.InfrastructureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
    @TempDir
    private Path directory;

    private final OpenFiles files = new OpenFiles(2);

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void writesALineForEachEventIntoTheFileOfItsDay() throws IOException {
        var sink = new FileSink(directory, files);
        sink.append(publication("group", "{\"n\":1}", "2026-03-01T23:59:59.999Z"));
        sink.append(publication("group", "{\"n\":2}", "2026-03-02T00:00:00Z"));
        sink.append(publication("group", "{\"n\":3}", "2026-03-01T00:00:00Z"));
        assertThat(directory).isEmptyDirectory();

        assertThat(sink.flush()).isEmpty();

        assertThat(lines("group/2026-03-01.jsonl")).containsExactly("{\"n\":1}", "{\"n\":3}");
        assertThat(lines("group/2026-03-02.jsonl")).containsExactly("{\"n\":2}");
    }

    @Test
    void appendsToWhatIsThere() throws IOException {
        for (int i = 0; i < 3; i++) {
            var sink = new FileSink(directory, files);
            sink.append(publication("group", "{\"n\":" + i + "}", "2026-03-01T00:00:00Z"));
            sink.flush();
            sink.flush();
        }

        assertThat(lines("group/2026-03-01.jsonl")).containsExactly("{\"n\":0}", "{\"n\":1}", "{\"n\":2}");
    }

    @Test
    void endsALineThatACrashBrokeOff() throws IOException {
        Files.createDirectories(directory.resolve("group"));
        Files.writeString(directory.resolve("group/2026-03-01.jsonl"), "{\"n\":0}\n{\"n\"");

        var sink = new FileSink(directory, files);
        sink.append(publication("group", "{\"n\":1}", "2026-03-01T00:00:00Z"));
        sink.flush();

        assertThat(lines("group/2026-03-01.jsonl")).containsExactly("{\"n\":0}", "{\"n\"", "{\"n\":1}");
    }

    @Test
    void keepsFewFilesOpenHoweverManyPlacesThereAre() throws IOException {
        var sink = new FileSink(directory, files);
        for (int round = 0; round < 2; round++) {
            for (int place = 0; place < 10; place++) {
                sink.append(publication("group" + place, "{}", "2026-03-01T00:00:00Z"));
            }
            sink.flush();
            assertThat(files.size()).isEqualTo(2);
        }

        for (int place = 0; place < 10; place++) {
            assertThat(lines("group" + place + "/2026-03-01.jsonl")).hasSize(2);
        }
    }

    @Test
    void letsTheBatchBeTriedAgainWhenItCannotWrite() throws IOException {
        Files.writeString(directory.resolve("group"), "a file where a directory should be");
        var sink = new FileSink(directory, files);
        sink.append(publication("group", "{}", "2026-03-01T00:00:00Z"));

        assertThatExceptionOfType(InfrastructureException.class).isThrownBy(sink::flush);
    }

    private java.util.List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file));
    }

    private static BatchPublication publication(String group, String json, String at) {
        var event = Events.anEvent("m").setEventTimestamp(Instant.parse(at)).build();
        return new BatchPublication(
                Events.inbound(event),
                new Target(EventDestination.Target.CLOUD_WATCH_LOGS, "us-east-1", group, Events.LOG_GROUP + group),
                json);
    }
}
