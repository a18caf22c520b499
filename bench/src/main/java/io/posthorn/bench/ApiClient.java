package io.posthorn.bench;

import io.posthorn.core.signature.SigV4Signer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls operations of the API for one account: what it takes to set up a measurement. */
final class ApiClient {
    private static final int OK = 200;

    private final HttpClient http;
    private final URI endpoint;
    private final SigV4Signer signer;
    private final Clock clock;

    ApiClient(HttpClient http, URI endpoint, SigV4Signer signer, Clock clock) {
        this.http = http;
        this.endpoint = endpoint;
        this.signer = signer;
        this.clock = clock;
    }

    /** The answer to {@code operation}. */
    JsonNode call(String operation, Map<String, ?> input) {
        var body = JsonMapper.shared().writeValueAsString(input).getBytes(StandardCharsets.UTF_8);
        var target = SendRequests.TARGET_PREFIX + operation;
        var headers = Map.of(
                "host", endpoint.getAuthority(), "content-type", SendRequests.CONTENT_TYPE, "x-amz-target", target);
        var request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", SendRequests.CONTENT_TYPE)
                .header("X-Amz-Target", target)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        signer.sign("POST", "/", "", headers, ByteBuffer.wrap(body), clock.instant())
                .forEach(request::header);
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw new IllegalStateException(
                        operation + " was answered " + response.statusCode() + " " + response.body());
            }
            return JsonMapper.shared().readTree(response.body());
        } catch (IOException failed) {
            throw new IllegalStateException(operation + " was not answered", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while setting up", interrupted);
        }
    }
}
