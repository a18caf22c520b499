package io.posthorn.dispatcher.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.posthorn.core.AccountId;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.signature.Credentials;
import io.posthorn.core.signature.SigV4Verifier;
import io.posthorn.core.signature.SignableRequest;
import io.posthorn.core.signature.SignatureOutcome;
import io.posthorn.core.signature.SigningCredential;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.sink.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Plays a service of AWS: takes requests that are signed as they should be, remembers them, and answers what it is
 * told.
 */
final class AwsStandIn implements AutoCloseable {
    static final AccountId ACCOUNT = new AccountId("111122223333");
    static final String ROLE = "arn:aws:iam::111122223333:role/writer";
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final SigningCredential CREDENTIAL = new SigningCredential("secret", ACCOUNT);

    private final HttpServer server;
    private final SigV4Verifier verifier;
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Function<Request, Answer>> answers = new ArrayDeque<>();
    private final Function<Request, Answer> usual;

    /** @param action the target header, where there is one */
    record Request(String action, String body) {}

    record Answer(int status, String body) {}

    /**
     * Starts it.
     *
     * @param service that requests must be signed for
     * @param usual the answer where no other was told
     */
    AwsStandIn(String service, Function<Request, Answer> usual) {
        this.usual = usual;
        verifier = new SigV4Verifier(
                Credentials.lasting(id -> id.equals("key") ? Optional.of(CREDENTIAL) : Optional.empty()),
                Set.of(service));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    AwsProperties properties() {
        return properties(Duration.ofSeconds(10));
    }

    AwsProperties properties(Duration callTimeout) {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new AwsProperties(
                url,
                url,
                url,
                List.of(
                        new AwsProperties.Role(ACCOUNT.value(), ROLE, "key", "secret"),
                        new AwsProperties.Role(ACCOUNT.value(), null, "key", "secret")),
                callTimeout);
    }

    static Place place(EventDestination.Target kind, String arn) {
        return new Place(
                ACCOUNT, Target.of(kind, arn).orElseThrow(), "", kind == EventDestination.Target.SNS ? null : ROLE);
    }

    static Publication publication(int number, String json) {
        return new Publication("e" + number, number, NOW, "m" + number, "T", NOW.plusSeconds(number), json, 1);
    }

    /** What the next request is answered; those after it as told next. */
    AwsStandIn then(Function<Request, Answer> answer) {
        answers.add(answer);
        return this;
    }

    AwsStandIn then(int status, String body) {
        return then(request -> new Answer(status, body));
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var headers = exchange.getRequestHeaders();
        var outcome = verifier.verify(
                new SignableRequest(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                                .orElse(""),
                        name -> headers.getOrDefault(name, List.of()),
                        ByteBuffer.wrap(body)),
                Instant.now());
        Answer answer;
        if (outcome instanceof SignatureOutcome.Verified) {
            var request = new Request(
                    Optional.ofNullable(headers.getFirst("X-Amz-Target")).orElse(""),
                    new String(body, StandardCharsets.UTF_8));
            requests.add(request);
            answer = Optional.ofNullable(answers.poll()).orElse(usual).apply(request);
        } else {
            answer = new Answer(599, "not signed: " + outcome);
        }
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
