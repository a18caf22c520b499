package io.posthorn.dispatcher.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.dispatcher.Events;
import io.posthorn.dispatcher.event.EventJson;
import io.posthorn.dispatcher.sink.Limits;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.sink.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.SchemaElement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class StreamSinkTest {
    private static final String PREFIX = "!{timestamp:yyyy/MM/dd/HH/}";
    private static final String ERRORS = "errors/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/";

    @TempDir
    private Path directory;

    @Test
    void gathersAsTheStreamIsConfigured() {
        try (var sink = sink(StreamProperties.Format.JSON, null)) {
            assertThat(sink.limits(place())).isEqualTo(new Limits(200_000, 5 << 20, Duration.ofMinutes(5), true));
        }
    }

    @Test
    void writesALineForEachEventUnderTheHourOfTheFirst() throws IOException {
        deliver(StreamProperties.Format.JSON, "{\"n\":1}", "{\"n\":2}");

        assertThat(objects()).singleElement().satisfies(object -> {
            assertThat(object.toString())
                    .matches(
                            "2026/03/01/12/all-events-1-2026-03-01-12-00-00-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            assertThat(Files.readString(root().resolve(object))).isEqualTo("{\"n\":1}\n{\"n\":2}\n");
        });
    }

    @Test
    void replacesTheObjectOfABatchThatComesAgain() throws IOException {
        deliver(StreamProperties.Format.JSON, "{\"n\":1}");
        deliver(StreamProperties.Format.JSON, "{\"n\":1}", "{\"n\":2}");

        assertThat(objects())
                .singleElement()
                .satisfies(object ->
                        assertThat(Files.readString(root().resolve(object))).isEqualTo("{\"n\":1}\n{\"n\":2}\n"));
    }

    @Test
    void compresses() throws IOException {
        deliver(StreamProperties.Format.GZIP, "{\"n\":1}", "{\"n\":2}");

        assertThat(objects()).singleElement().satisfies(object -> {
            assertThat(object.toString()).endsWith(".gz");
            try (var content = new GZIPInputStream(Files.newInputStream(root().resolve(object)))) {
                assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("{\"n\":1}\n{\"n\":2}\n");
            }
        });
    }

    @Test
    void writesColumns() throws IOException {
        deliver(
                StreamProperties.Format.PARQUET,
                EventJson.of(Events.anEvent("m1").build()),
                EventJson.of(
                        Events.anEvent("m2").setOriginationPhoneNumber(null).build()));

        var file = Files.readAllBytes(root().resolve(objects().getFirst()));
        var metadata = WrittenObjects.metadata(file);
        assertThat(metadata.getNum_rows()).isEqualTo(2);
        assertThat(metadata.getSchema())
                .extracting(SchemaElement::getName)
                .startsWith("event", "eventType", "eventVersion", "eventTimestamp", "isFinal")
                .endsWith("context", "key_value", "key", "value");
        assertThat(WrittenObjects.text(file, metadata, "messageId")).containsExactly("m1", "m2");
        assertThat(WrittenObjects.text(file, metadata, "originationPhoneNumber"))
                .containsExactly("+12065550152");
    }

    @Test
    void putsWhatFitsNoColumnsUnderTheErrorPrefix() throws IOException {
        var good = EventJson.of(Events.anEvent("m1").build());
        deliver(StreamProperties.Format.PARQUET, good, "{\"eventType\":1}", "{\"unheardOf\":true}", "no json");

        assertThat(objects()).hasSize(2);
        var errors = objects().stream()
                .filter(object -> object.startsWith("errors/format-conversion-failed/2026-03-01"))
                .findFirst()
                .orElseThrow();
        var lines = Files.readAllLines(root().resolve(errors));
        assertThat(lines).hasSize(3).allSatisfy(line -> {
            var error = JsonMapper.shared().readTree(line);
            assertThat(error.get("errorCode").asString()).isEqualTo("DataFormatConversion.MalformedData");
        });
        var raw = JsonMapper.shared().readTree(lines.getLast()).get("rawData").asString();
        assertThat(new String(Base64.getDecoder().decode(raw), StandardCharsets.UTF_8))
                .isEqualTo("no json");
    }

    @Test
    void triesAgainWhereTheDiskCannotBeWritten() throws IOException {
        Files.writeString(directory.resolve("123456789012"), "no directory");

        assertThat(deliver(StreamProperties.Format.JSON, "{}")).hasOnlyElementsOfType(Outcome.TryAgain.class);
    }

    @Test
    void putsObjectsIntoABucketAndTriesAgainWhereItDoesNotTakeThem() throws IOException {
        var taken = new TreeMap<String, String>();
        var status = new int[] {503};
        var store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            var content = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (status[0] == 200) {
                taken.put(
                        exchange.getRequestMethod() + " "
                                + exchange.getRequestURI().getPath(),
                        content);
            }
            assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
                    .startsWith("AWS4-HMAC-SHA256 Credential=key/");
            exchange.sendResponseHeaders(status[0], -1);
            exchange.close();
        });
        store.start();
        var bucket = new StreamProperties.Bucket(
                "events", URI.create("http://127.0.0.1:" + store.getAddress().getPort()), "us-east-1", "key", "secret");
        try (var sink = sink(StreamProperties.Format.JSON, bucket)) {
            assertThat(sink.deliver(place(), batch("{}")).join()).hasOnlyElementsOfType(Outcome.TryAgain.class);
            status[0] = 200;
            assertThat(sink.deliver(place(), batch("{\"n\":1}")).join()).hasOnlyElementsOfType(Outcome.Delivered.class);
        } finally {
            store.stop(0);
        }

        assertThat(taken).hasSize(1);
        assertThat(taken.firstKey()).startsWith("PUT /events/2026/03/01/12/all-events-1-");
        assertThat(taken.firstEntry().getValue()).isEqualTo("{\"n\":1}\n");
    }

    private List<Outcome> deliver(StreamProperties.Format format, String... events) {
        try (var sink = sink(format, null)) {
            return sink.deliver(place(), batch(events)).join();
        }
    }

    private static List<Publication> batch(String... events) {
        var batch = new ArrayList<Publication>();
        for (var i = 0; i < events.length; i++) {
            batch.add(Events.publication(i, events[i]));
        }
        return batch;
    }

    private StreamSink sink(StreamProperties.Format format, StreamProperties.@Nullable Bucket bucket) {
        var properties =
                new StreamProperties(DataSize.ofMegabytes(5), Duration.ofMinutes(5), format, PREFIX, ERRORS, bucket);
        return new StreamSink(directory, properties, Map.of());
    }

    private static Place place() {
        return Place.of(
                Events.SCOPE.account(),
                Target.of(EventDestination.Target.KINESIS_FIREHOSE, Events.STREAM + "all-events")
                        .orElseThrow());
    }

    private Path root() {
        return directory.resolve("123456789012/us-east-1/all-events");
    }

    private List<Path> objects() throws IOException {
        try (var files = Files.walk(root())) {
            return files.filter(Files::isRegularFile).map(root()::relativize).toList();
        }
    }
}
