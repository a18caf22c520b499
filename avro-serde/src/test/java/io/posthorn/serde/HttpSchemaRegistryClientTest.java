package io.posthorn.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.serde.example.Letter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSchemaRegistryClientTest {
    private static final Schema LETTER = Letter.getClassSchema();

    private StubRegistryServer server;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeEach
    void start() throws Exception {
        server = new StubRegistryServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void registersOnceAndReadsBack() throws Exception {
        var client = client(server.url() + "/");

        int id = client.register("letters-value", LETTER);

        assertThat(client.register("letters-value", LETTER)).isEqualTo(id);
        assertThat(client.schema(id)).contains(LETTER);
        assertThat(client.schema(id)).contains(LETTER);
        assertThat(client.idOf("letters-value", LETTER)).hasValue(id);
        assertThat(client.latest("letters-value")).contains(new RegisteredSchema("letters-value", 1, id, LETTER));
        assertThat(client.isCompatible("letters-value", LETTER)).isTrue();
        assertThat(server.requests())
                .containsExactly(
                        "POST /subjects/letters-value/versions",
                        "GET /schemas/ids/" + id,
                        "POST /subjects/letters-value",
                        "GET /subjects/letters-value/versions/latest",
                        "POST /compatibility/subjects/letters-value/versions/latest");
    }

    @Test
    void findsNothingWhereNothingIs() throws Exception {
        var client = client(server.url());

        assertThat(client.schema(7)).isEmpty();
        assertThat(client.latest("letters-value")).isEmpty();
        assertThat(client.idOf("letters-value", LETTER)).isEmpty();
    }

    @Test
    void asksForAnUnknownIdAgainOnlyAfterAWhile() throws Exception {
        var client = client(server.url());

        for (int i = 0; i < 100; i++) {
            assertThat(client.schema(1)).isEmpty();
        }
        assertThat(server.requests()).hasSize(1);

        server.registry().register("letters-value", LETTER);
        now = now.plus(HttpSchemaRegistryClient.UNKNOWN_ID_MEMORY);
        assertThat(client.schema(1)).contains(LETTER);
    }

    @Test
    void goesOnToTheNextAddressAndStaysThere() throws Exception {
        try (var broken = new StubRegistryServer()) {
            broken.answerAlways(503, "out of order");
            var client = client("http://127.0.0.1:" + closedPort() + "," + broken.url() + ", " + server.url());

            client.register("letters-value", LETTER);
            client.latest("letters-value");

            assertThat(broken.requests()).hasSize(1);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void asksOnceForManyThreadsAtOnce() throws Exception {
        var client = client(server.url());
        var tasks = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 500; i++) {
            tasks.add(() -> client.register("letters-value", LETTER));
        }

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(executor.invokeAll(tasks)).extracting(Future::resultNow).containsOnly(1);
        }

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void passesOnARefusal() {
        server.answerAlways(409, "{\"error_code\": 409, \"message\": \"incompatible\"}");

        assertThatThrownBy(() -> client(server.url()).register("letters-value", LETTER))
                .isInstanceOfSatisfying(
                        SchemaRefusedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(409));
        assertThatThrownBy(() -> serializer(server.url()).serialize("letters", new Letter("a")))
                .isInstanceOf(SerializationException.class)
                .satisfies(e -> assertThat(SerdeFailures.isInfrastructure(e)).isFalse());
    }

    @Test
    void sendsCredentialsOfTheAddressOrOfTheSettingButNamesNone() {
        server.answerAlways(401, "{\"error_code\": 40101, \"message\": \"Unauthorized\"}");
        var inUrl = server.url().replace("http://", "http://clerk:s3cret@");

        assertThatThrownBy(() -> client(inUrl).latest("letters-value"))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> SchemaRegistryClient.of(Map.of(
                                "schema.registry.url", server.url(),
                                "basic.auth.credentials.source", "USER_INFO",
                                "basic.auth.user.info", "clerk:s3cret"))
                        .latest("letters-value"))
                .isInstanceOf(IOException.class);
        assertThat(server.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request).endsWith(" Basic Y2xlcms6czNjcmV0"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 503})
    void reportsAnAnswerThatSaysNothingOfTheRecordAsInfrastructure(int status) {
        server.answerAlways(status, "{\"error_code\": " + status + ", \"message\": \"no\"}");

        assertInfrastructure(server.url());
    }

    @Test
    void reportsAnythingButJsonAsInfrastructure() {
        server.answerAlways(200, "<html>a proxy's greeting</html>");

        assertInfrastructure(server.url());
    }

    @Test
    void reportsAnUnreachableRegistryAsInfrastructureAndRecovers() throws Exception {
        assertInfrastructure("http://127.0.0.1:" + closedPort());

        server.answerAlways(500, "");
        var serializer = serializer(server.url());
        assertThatThrownBy(() -> serializer.serialize("letters", new Letter("a")))
                .isInstanceOf(SerializationException.class);
        server.answerProperly();
        assertThat(serializer.serialize("letters", new Letter("a"))).hasSize(7);
    }

    @Test
    void treatsASchemaOfAnotherKindAsUnreadable() {
        server.answerAlways(200, "{\"schemaType\": \"PROTOBUF\", \"schema\": \"message M {}\"}");
        var deserializer = new AvroDeserializer<Object>();
        deserializer.configure(Map.of("schema.registry.url", server.url()), false);

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> deserializer.deserialize("letters", new byte[] {0, 0, 0, 0, 1, 0}))
                    .isInstanceOf(SerializationException.class)
                    .satisfies(
                            e -> assertThat(SerdeFailures.isInfrastructure(e)).isFalse());
        }
        assertThat(server.requests()).hasSize(1);
    }

    private static void assertInfrastructure(String url) {
        assertThatThrownBy(() -> serializer(url).serialize("letters", new Letter("a")))
                .isInstanceOf(SerializationException.class)
                .satisfies(e -> assertThat(SerdeFailures.isInfrastructure(e)).isTrue());
        var deserializer = new AvroDeserializer<Object>();
        deserializer.configure(Map.of("schema.registry.url", url), false);
        assertThatThrownBy(() -> deserializer.deserialize("letters", new byte[] {0, 0, 0, 0, 1, 0}))
                .isInstanceOf(SerializationException.class)
                .satisfies(e -> assertThat(SerdeFailures.isInfrastructure(e)).isTrue());
    }

    private static AvroSerializer<Letter> serializer(String url) {
        var serializer = new AvroSerializer<Letter>();
        serializer.configure(Map.of("schema.registry.url", url), false);
        return serializer;
    }

    private SchemaRegistryClient client(String urls) {
        InstantSource source = () -> now;
        Clock clock = source.withZone(ZoneOffset.UTC);
        return new HttpSchemaRegistryClient(RegistrySettings.of(Map.of("schema.registry.url", urls)), clock);
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
