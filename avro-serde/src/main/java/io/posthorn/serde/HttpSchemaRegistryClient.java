package io.posthorn.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.posthorn.serde.RegistrySettings.Address;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Speaks the Confluent REST interface, version 1. */
final class HttpSchemaRegistryClient implements SchemaRegistryClient {
    static final Duration UNKNOWN_ID_MEMORY = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** A second round over all addresses covers a kept connection that the server had closed meanwhile. */
    private static final int ROUNDS = 2;

    /** A flood of random bytes names random ids; remembering more of them would not spare the registry anything. */
    private static final int UNKNOWN_IDS_REMEMBERED = 4096;

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Address> addresses;
    private final Clock clock;
    private final SharedLoads<SubjectSchema, Integer> registered = new SharedLoads<>();
    private final SharedLoads<SubjectSchema, Integer> lookedUp = new SharedLoads<>();
    private final SharedLoads<Integer, Schema> schemas = new SharedLoads<>();
    private final ConcurrentHashMap<Integer, Instant> unknownIds = new ConcurrentHashMap<>();
    private volatile int preferred;

    private record SubjectSchema(String subject, Schema schema) {}

    /** One for the process, made on first use: it holds a thread, and a serde may be made for every client. */
    private static final class Http {
        static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    HttpSchemaRegistryClient(RegistrySettings settings, Clock clock) {
        this.addresses = settings.addresses();
        this.clock = clock;
    }

    @Override
    public int register(String subject, Schema schema) throws IOException {
        var path = "/subjects/" + encoded(subject) + "/versions";
        return registered
                .get(
                        new SubjectSchema(subject, schema),
                        wanted -> ask(path, body(schema)).map(HttpSchemaRegistryClient::id))
                .orElseThrow(() -> new SchemaRegistryUnavailableException("the registry has no place " + path, null));
    }

    @Override
    public OptionalInt idOf(String subject, Schema schema) throws IOException {
        return lookedUp.get(
                        new SubjectSchema(subject, schema),
                        wanted -> ask("/subjects/" + encoded(subject), body(schema))
                                .map(HttpSchemaRegistryClient::id))
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    @Override
    public Optional<Schema> schema(int id) throws IOException {
        var unknownUntil = unknownIds.get(id);
        if (unknownUntil != null && clock.instant().isBefore(unknownUntil)) {
            return Optional.empty();
        }
        var schema = schemas.get(id, wanted -> ask("/schemas/ids/" + id, null).map(HttpSchemaRegistryClient::parsed));
        if (schema.isEmpty()) {
            rememberUnknown(id);
        }
        return schema;
    }

    private void rememberUnknown(int id) {
        if (unknownIds.size() >= UNKNOWN_IDS_REMEMBERED) {
            unknownIds.clear();
        }
        unknownIds.put(id, clock.instant().plus(UNKNOWN_ID_MEMORY));
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) throws IOException {
        return ask("/subjects/" + encoded(subject) + "/versions/latest", null)
                .map(body -> new RegisteredSchema(subject, body.path("version").asInt(), id(body), parsed(body)));
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) throws IOException {
        return ask("/compatibility/subjects/" + encoded(subject) + "/versions/latest", body(schema))
                .map(body -> body.path("is_compatible").asBoolean())
                .orElse(true);
    }

    private static int id(JsonNode body) {
        return body.path("id").asInt();
    }

    private static Schema parsed(JsonNode body) {
        var type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new SchemaRefusedException("a schema of type " + type + " is not an Avro schema", 0);
        }
        try {
            return new Schema.Parser().parse(body.path("schema").asText());
        } catch (AvroRuntimeException e) {
            // Also the answer to a schema that refers to others in the registry.
            throw new SchemaRefusedException("the registry's schema cannot be parsed by itself: " + e.getMessage(), 0);
        }
    }

    private static String body(Schema schema) {
        return JSON.createObjectNode().put("schema", schema.toString()).toString();
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Empty if the registry says that there is no such thing. */
    private Optional<JsonNode> ask(String path, @Nullable String body) throws IOException {
        int first = preferred;
        @Nullable IOException last = null;
        for (int attempt = 0; attempt < ROUNDS * addresses.size(); attempt++) {
            int index = (first + attempt) % addresses.size();
            try {
                var answer = ask(addresses.get(index), path, body);
                preferred = index;
                return answer;
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (last != null) {
                    e.addSuppressed(last);
                }
                last = e;
            }
        }
        throw new SchemaRegistryUnavailableException(
                "no answer from the schema registry at " + addresses + ": " + (last == null ? "" : last.getMessage()),
                last);
    }

    private static Optional<JsonNode> ask(Address address, String path, @Nullable String body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(address.base() + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", MEDIA_TYPE + ", application/json");
        address.authorization().ifPresent(value -> request.header("Authorization", value));
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body));
        }
        try {
            return answer(address, Http.CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the schema registry");
        }
    }

    private static Optional<JsonNode> answer(Address address, HttpResponse<String> response) throws IOException {
        int status = response.statusCode();
        var body = json(response.body());
        if (status == 200) {
            if (body.isMissingNode()) {
                throw new SchemaRegistryUnavailableException(address + " answered something that is not JSON", null);
            }
            return Optional.of(body);
        }
        int code = body.path("error_code").asInt(status);
        var message = body.path("message").asText("status " + status);
        // A bare 404 comes from a wrong address; only the registry's own codes say that a schema does not exist.
        if (status == 404 && code > 40_400 && code < 40_500) {
            return Optional.empty();
        }
        if (status == 409 || status == 422) {
            throw new SchemaRefusedException(message, code);
        }
        throw new SchemaRegistryUnavailableException(address + " answered " + status + ": " + message, null);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
