package io.posthorn.bench.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST interface, for the account of the development credentials. */
final class Api implements AutoCloseable {
    static final String ACCOUNT = "000000000000";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final URI endpoint;

    Api(URI endpoint) {
        this.endpoint = endpoint;
    }

    private HttpRequest.Builder request(String path, Map<String, ?> input) {
        return HttpRequest.newBuilder(endpoint.resolve("/v1" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer posthorn.posthorn-secret")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(input)));
    }

    /** Asks for what has to succeed. */
    JsonNode call(String path, Map<String, ?> input) {
        try {
            var answer = http.send(request(path, input).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(path + " was answered " + answer.statusCode() + " " + answer.body());
            }
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException failed) {
            throw new IllegalStateException(path + " was not answered", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** Asks and does not wait; fails where there is no answer. */
    CompletableFuture<HttpResponse<String>> ask(String path, Map<String, ?> input, @Nullable String idempotencyKey) {
        var request = request(path, input);
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Does not wait for answers that have not come. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
