package io.posthorn.bench.rest;

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

/** The REST interface, for one account. */
public final class Api implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final URI endpoint;
    private final String key;

    /**
     * @param endpoint of the API
     * @param key id and secret of an access key, with a dot between them
     */
    public Api(URI endpoint, String key) {
        this.endpoint = endpoint;
        this.key = key;
    }

    private HttpRequest.Builder request(String method, String path, Map<String, ?> input) {
        return HttpRequest.newBuilder(endpoint.resolve("/v1" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(input)));
    }

    /** Posts what has to succeed. */
    public JsonNode call(String path, Map<String, ?> input) {
        return call("POST", path, input);
    }

    /** Asks for what has to succeed. */
    public JsonNode call(String method, String path, Map<String, ?> input) {
        try {
            var answer = http.send(request(method, path, input).build(), HttpResponse.BodyHandlers.ofString());
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

    /** Posts and does not wait; fails where there is no answer. */
    public CompletableFuture<HttpResponse<String>> ask(
            String path, Map<String, ?> input, @Nullable String idempotencyKey) {
        var request = request("POST", path, input);
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
