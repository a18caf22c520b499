package io.posthorn.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;

/** A registry over HTTP below a path, which keeps its schemas in memory and can be told to misbehave. */
final class StubRegistryServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/registry";

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Optional<Reply> forced = Optional.empty();

    record Reply(int status, String body) {}

    StubRegistryServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(PATH, this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    /** What was asked, as method and path, with the credentials behind it if there were any. */
    List<String> requests() {
        return requests;
    }

    InMemorySchemaRegistry registry() {
        return registry;
    }

    void answerAlways(int status, String body) {
        forced = Optional.of(new Reply(status, body));
    }

    void answerProperly() {
        forced = Optional.empty();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring(PATH.length());
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(exchange.getRequestMethod() + " " + path + (authorization == null ? "" : " " + authorization));
        var body = exchange.getRequestBody().readAllBytes();
        var reply = forced.orElseGet(() -> reply(path, body));
        var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Reply reply(String path, byte[] body) {
        var parts = path.split("/", -1);
        if (path.startsWith("/schemas/ids/")) {
            return registry.schema(Integer.parseInt(parts[3]))
                    .map(schema -> ok(JSON.createObjectNode()
                            .put("schema", schema.toString())
                            .toString()))
                    .orElse(new Reply(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}"));
        }
        if (path.startsWith("/compatibility/")) {
            return ok("{\"is_compatible\":" + registry.isCompatible(parts[3], schema(body)) + "}");
        }
        if (path.endsWith("/versions/latest")) {
            return registry.latest(parts[2])
                    .map(latest -> ok(JSON.createObjectNode()
                            .put("subject", latest.subject())
                            .put("version", latest.version())
                            .put("id", latest.id())
                            .put("schema", latest.schema().toString())
                            .toString()))
                    .orElse(new Reply(404, "{\"error_code\":40401,\"message\":\"Subject not found\"}"));
        }
        if (path.endsWith("/versions")) {
            return ok("{\"id\":" + registry.register(parts[2], schema(body)) + "}");
        }
        var id = registry.idOf(parts[2], schema(body));
        return id.isPresent()
                ? ok("{\"id\":" + id.getAsInt() + ",\"version\":1}")
                : new Reply(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
    }

    private static Reply ok(String body) {
        return new Reply(200, body);
    }

    private static Schema schema(byte[] body) {
        try {
            JsonNode request = JSON.readTree(body);
            return new Schema.Parser().parse(request.path("schema").asText());
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
