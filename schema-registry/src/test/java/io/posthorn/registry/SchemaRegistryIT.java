package io.posthorn.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.kafka.embedded.EmbeddedKafka;
import io.posthorn.serde.AvroDeserializer;
import io.posthorn.serde.AvroSerializer;
import io.posthorn.serde.SchemaRefusedException;
import io.posthorn.serde.SchemaRegistryClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

@Timeout(180)
class SchemaRegistryIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path directory;

    private static EmbeddedKafka kafka;
    private static EmbeddedRegistry registry;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(directory));
        registry = EmbeddedRegistry.start(kafka.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        registry.close();
        kafka.close();
    }

    @Test
    void servesTheSerde() {
        var schema =
                SchemaBuilder.record("Letter").fields().requiredString("id").endRecord();
        GenericRecord letter = new GenericRecordBuilder(schema).set("id", "abc").build();
        var settings = Map.of("schema.registry.url", registry.url());

        try (var serializer = new AvroSerializer<GenericRecord>();
                var deserializer = new AvroDeserializer<GenericRecord>()) {
            serializer.configure(settings, false);
            deserializer.configure(settings, false);

            assertThat(deserializer.deserialize("letters", serializer.serialize("letters", letter)))
                    .hasToString(letter.toString());
        }
    }

    @Test
    void refusesAnIncompatibleVersion() throws Exception {
        var client = client(registry);
        client.register("strict", record("Strict", "a"));

        assertThatThrownBy(() -> client.register("strict", record("Strict", "b")))
                .isInstanceOfSatisfying(
                        SchemaRefusedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(409));
        assertThat(client.isCompatible("strict", record("Strict", "b"))).isFalse();
        assertThat(client.isCompatible("never-seen", record("Strict", "b"))).isTrue();
    }

    @Test
    void keepsItsIdsOverARestartAndSharesThemAmongInstances() throws Exception {
        var schema = record("Kept", "a");
        int id = client(registry).register("kept-value", schema);

        try (var second = EmbeddedRegistry.start(kafka.bootstrapServers())) {
            assertThat(client(second).schema(id)).contains(schema);
            assertThat(client(second).register("kept-value", schema)).isEqualTo(id);
        }
    }

    @Test
    void knowsAtOnceWhatAnotherInstanceRecorded() throws Exception {
        try (var second = EmbeddedRegistry.start(kafka.bootstrapServers())) {
            for (int i = 0; i < 20; i++) {
                var schema = record("Shared" + i, "a");
                int id = client(second).register("shared-" + i, schema);
                assertThat(client(registry).schema(id)).contains(schema);
                assertThat(client(registry).latest("shared-" + i)).isPresent();
            }
        }
    }

    @Test
    void givesEachSchemaOneIdWhenInstancesWriteAtOnce() throws Exception {
        try (var second = EmbeddedRegistry.start(kafka.bootstrapServers());
                var executor = Executors.newFixedThreadPool(8)) {
            var schemas = IntStream.range(0, 40)
                    .mapToObj(i -> record("Contended" + i, "a"))
                    .toList();
            var tasks = new ArrayList<Callable<Integer>>();
            for (var instance : List.of(registry, second)) {
                for (var schema : schemas) {
                    tasks.add(() -> client(instance).register(schema.getName(), schema));
                }
            }

            var ids = executor.invokeAll(tasks).stream().map(Future::resultNow).toList();

            assertThat(ids.subList(0, 40)).doesNotHaveDuplicates().isEqualTo(ids.subList(40, 80));
            for (int i = 0; i < 40; i++) {
                assertThat(client(second).schema(ids.get(i))).contains(schemas.get(i));
            }
        }
    }

    @Test
    void refusesALargeBodyAndMalformedOnesWithoutDetails() throws Exception {
        assertThat(post("/subjects/x/versions", "{\"schema\": \"" + "x".repeat(1 << 20) + "\"}"))
                .satisfies(response -> {
                    assertThat(response.statusCode()).isEqualTo(413);
                    assertThat(response.body()).contains("\"error_code\":413");
                });
        assertThat(post("/subjects/x/versions", "{\"schema\": ")).satisfies(response -> {
            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(response.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/vnd.schemaregistry.v1+json"));
            assertThat(response.body()).contains("\"error_code\":422").doesNotContain("xception");
        });
    }

    @Test
    void takesSubjectsWithAnyCharacter() throws Exception {
        var client = client(registry);
        var schema = record("Odd", "a");

        int id = client.register("odd name+with ü & ?", schema);

        assertThat(client.latest("odd name+with ü & ?"))
                .hasValueSatisfying(latest -> assertThat(latest.id()).isEqualTo(id));
    }

    @Test
    void answersInItsOwnFormWhereverThereIsNothing() throws Exception {
        assertThat(get(registry.url() + "/").body()).isEqualTo("{}");
        assertThat(get(registry.url() + "/nowhere").body())
                .isEqualTo("{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");
    }

    @Test
    void runsAsAnApplicationBesideItsHealth() throws Exception {
        try (var context = new SpringApplication(SchemaRegistryApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--posthorn.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--posthorn.schema-registry.path=")) {
            var base = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");

            assertThat(get(base + "/subjects").statusCode()).isEqualTo(200);
            assertThat(get(base + "/schemas/types").body()).isEqualTo("[\"AVRO\"]");
            assertThat(get(base + "/actuator/health").body()).contains("UP");
        }
    }

    private static Schema record(String name, String field) {
        return SchemaBuilder.record(name).fields().requiredString(field).endRecord();
    }

    private static SchemaRegistryClient client(EmbeddedRegistry instance) {
        return SchemaRegistryClient.of(Map.of("schema.registry.url", instance.url()));
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
