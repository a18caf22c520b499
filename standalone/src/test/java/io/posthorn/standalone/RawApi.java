package io.posthorn.standalone;

import io.posthorn.core.signature.SigV4Signer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Signed requests of any content, also such as no client would send. */
final class RawApi {
    private final HttpClient http = HttpClient.newHttpClient();
    private final SigV4Signer signer = new SigV4Signer("posthorn", "posthorn-secret", "us-east-1", "sms-voice");
    private final URI endpoint;

    RawApi(String endpoint) {
        this.endpoint = URI.create(endpoint + "/");
    }

    /** Posts {@code body} to an operation and gives the answer. */
    HttpResponse<String> call(String operation, String body) throws IOException, InterruptedException {
        var headers = new TreeMap<>(Map.of(
                "host",
                endpoint.getAuthority(),
                "content-type",
                "application/x-amz-json-1.0",
                "x-amz-target",
                "PinpointSMSVoiceV2." + operation));
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var signed = signer.sign("POST", "/", "", headers, ByteBuffer.wrap(bytes), Instant.now());
        var request = HttpRequest.newBuilder(endpoint).POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        headers.remove("host");
        headers.forEach(request::header);
        signed.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
