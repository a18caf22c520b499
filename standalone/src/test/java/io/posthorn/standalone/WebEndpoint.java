package io.posthorn.standalone;

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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A subscriber on the web: it confirms its subscription, and answers what comes as it is told to. */
final class WebEndpoint implements AutoCloseable {
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final Function<Post, Answer> behaviour;
    private final List<Post> taken = new CopyOnWriteArrayList<>();
    private volatile boolean confirmed;

    /**
     * Something that was published.
     *
     * @param id that of the notification
     */
    record Post(String id, JsonNode published) {}

    /** What is answered, and when. */
    record Answer(int status, long afterMillis) {
        static final Answer TAKEN = new Answer(OK, 0);
    }

    WebEndpoint(Function<Post, Answer> behaviour) throws IOException {
        this.behaviour = behaviour;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", this::receive);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    boolean isConfirmed() {
        return confirmed;
    }

    /** What it has taken so far, the same twice where it came twice. */
    List<Post> taken() {
        return List.copyOf(taken);
    }

    private void receive(HttpExchange exchange) throws IOException {
        var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var body = JsonMapper.shared().readTree(text);
        var headers = exchange.getRequestHeaders();
        if ("SubscriptionConfirmation".equals(headers.getFirst("x-amz-sns-message-type"))) {
            visit(body.path("SubscribeURL").stringValue());
            answer(exchange, OK);
            return;
        }
        var published = headers.containsKey("x-amz-sns-rawdelivery")
                ? body
                : JsonMapper.shared().readTree(body.path("Message").stringValue());
        var post = new Post(headers.getFirst("x-amz-sns-message-id"), published);
        var answer = behaviour.apply(post);
        if (answer.status() == OK) {
            taken.add(post);
        }
        CompletableFuture.delayedExecutor(answer.afterMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> answer(exchange, answer.status()));
    }

    private static void answer(HttpExchange exchange, int status) {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        } catch (IOException gone) {
            // Whoever asked was killed meanwhile.
        }
    }

    private void visit(String link) {
        var request = HttpRequest.newBuilder(URI.create(link)).build();
        var unused = http.sendAsync(request, BodyHandlers.discarding())
                .thenAccept(answer -> confirmed = answer.statusCode() == OK);
    }

    /** Nobody listens any more; what was taken is still known. */
    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
