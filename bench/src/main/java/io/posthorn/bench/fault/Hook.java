package io.posthorn.bench.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** A subscriber on the web that confirms its subscription and writes down what comes, told apart by its id. */
final class Hook implements AutoCloseable {
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final Map<String, String> taken = new HashMap<>();
    private int repeated;
    private volatile boolean confirmed;

    Hook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::receive);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    boolean isConfirmed() {
        return confirmed;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = JsonMapper.shared()
                    .readTree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (body.has("SubscribeURL")) {
                visit(body.path("SubscribeURL").stringValue());
            } else {
                take(exchange.getRequestHeaders().getFirst("x-amz-sns-message-id"), SinkFiles.line(body));
            }
            exchange.sendResponseHeaders(OK, -1);
        }
    }

    private void visit(String link) {
        var unused = http.sendAsync(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.discarding())
                .thenAccept(answer -> confirmed = answer.statusCode() == OK);
    }

    private synchronized void take(String id, String line) {
        if (taken.put(id, line) != null) {
            repeated++;
        }
    }

    /** What has come, each once. */
    synchronized List<String> lines() {
        return List.copyOf(taken.values());
    }

    /** How often something came that had come before. */
    synchronized int repeated() {
        return repeated;
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
    }
}
