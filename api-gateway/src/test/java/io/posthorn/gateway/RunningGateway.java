package io.posthorn.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.posthorn.core.signature.SigV4Signer;
import io.posthorn.gateway.access.AccessKey;
import io.posthorn.platform.PosthornApplication;
import io.posthorn.platform.test.TestCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway on a free port of the loopback address, with the development credentials, and simple ways to ask it. */
public final class RunningGateway implements AutoCloseable {
    private static final String TARGET_PREFIX = "PinpointSMSVoiceV2.";
    private static final int SOCKET_TIMEOUT_MILLIS = 30_000;

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();
    private final SigV4Signer signer = new SigV4Signer(
            AccessKey.DEVELOPMENT.accessKeyId(), AccessKey.DEVELOPMENT.secret(), "us-east-1", "sms-voice");

    private RunningGateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts a gateway.
     *
     * @param settings more configuration, as {@code key=value}
     */
    public static RunningGateway start(TestCluster cluster, String instance, String... settings) {
        var arguments = new ArrayList<>(List.of(cluster.arguments(instance)));
        arguments.add("--server.port=0");
        arguments.add("--server.address=127.0.0.1");
        arguments.add("--posthorn.gateway.development-credentials=true");
        Arrays.stream(settings).forEach(setting -> arguments.add("--" + setting));
        return new RunningGateway(
                PosthornApplication.run(ApiGatewayApplication.class, arguments.toArray(String[]::new)));
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Asks an operation as the development account. */
    public HttpResponse<String> call(String operation, String body) throws IOException, InterruptedException {
        var bytes = body.getBytes(UTF_8);
        var target = TARGET_PREFIX + operation;
        var signature = signer.sign(
                "POST",
                "/",
                "",
                Map.of("host", "127.0.0.1:" + port(), "x-amz-target", target),
                ByteBuffer.wrap(bytes),
                Instant.now());
        var request = HttpRequest.newBuilder(endpoint().resolve("/"))
                .timeout(Duration.ofSeconds(60))
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        signature.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Asks for a path without any signature. */
    public HttpResponse<String> request(String method, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(endpoint().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** A connection to say anything on. */
    public Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
        return socket;
    }

    /** Says something on a connection of its own and returns all that comes back until the gateway hangs up. */
    public String say(String text) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(text.getBytes(UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }
}
