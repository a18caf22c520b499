package io.posthorn.platform.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.posthorn.core.AccountId;
import io.posthorn.core.signature.Credentials;
import io.posthorn.core.signature.SigV4Verifier;
import io.posthorn.core.signature.SignableRequest;
import io.posthorn.core.signature.SignatureOutcome;
import io.posthorn.core.signature.SigningCredential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays a service of AWS: takes requests that are signed as they should be, remembers them, and answers what it is
 * told.
 */
public final class AwsStandIn implements AutoCloseable {
    /** Whoever writes to it signs with this key. */
    public static final String KEY = "key";

    /** The secret of the key. */
    public static final String SECRET = "secret";

    private static final SigningCredential CREDENTIAL = new SigningCredential(SECRET, new AccountId("111122223333"));

    private static final int MOST_ENTRIES = 10;

    private final HttpServer server;
    private final SigV4Verifier verifier;
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Function<Request, Answer>> answers = new ArrayDeque<>();
    private final Function<Request, Answer> usual;

    /**
     * What was asked.
     *
     * @param action the target header, where there is one
     */
    public record Request(String action, String body) {}

    /** What is answered. */
    public record Answer(int status, String body) {}

    /** CloudWatch Logs that takes all it is given. */
    public static AwsStandIn logs() {
        return new AwsStandIn("logs", request -> new Answer(200, "{}"));
    }

    /** Firehose that takes all it is given. */
    public static AwsStandIn firehose() {
        return new AwsStandIn("firehose", AwsStandIn::recordsTaken);
    }

    /** The answer of Firehose that has taken all records of a request. */
    public static Answer recordsTaken(Request request) {
        var records =
                JsonMapper.shared().readTree(request.body()).path("Records").size();
        return records == 0
                ? new Answer(200, "{\"RecordId\":\"1\"}")
                : new Answer(
                        200,
                        "{\"FailedPutCount\":0,\"RequestResponses\":["
                                + String.join(",", Collections.nCopies(records, "{\"RecordId\":\"1\"}")) + "]}");
    }

    /** SNS that takes all it is given. */
    public static AwsStandIn sns() {
        return new AwsStandIn("sns", request -> {
            var form = URLDecoder.decode(request.body(), StandardCharsets.UTF_8);
            var entries = IntStream.range(0, MOST_ENTRIES)
                    .filter(i -> form.contains(".Id=" + i))
                    .mapToObj(i -> "<member><Id>" + i + "</Id><MessageId>m</MessageId></member>")
                    .collect(Collectors.joining());
            return form.contains("Action=PublishBatch")
                    ? new Answer(
                            200,
                            "<PublishBatchResponse><PublishBatchResult><Successful>" + entries
                                    + "</Successful><Failed/></PublishBatchResult></PublishBatchResponse>")
                    : new Answer(
                            200,
                            "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>");
        });
    }

    /**
     * Starts it.
     *
     * @param service that requests must be signed for
     * @param usual the answer where no other was told
     */
    public AwsStandIn(String service, Function<Request, Answer> usual) {
        this.usual = usual;
        verifier = new SigV4Verifier(
                Credentials.lasting(id -> id.equals(KEY) ? Optional.of(CREDENTIAL) : Optional.empty()),
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

    /** Where it is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What the next request is answered; those after it as told next. */
    public AwsStandIn then(Function<Request, Answer> answer) {
        answers.add(answer);
        return this;
    }

    /** The same with a fixed answer. */
    public AwsStandIn then(int status, String body) {
        return then(request -> new Answer(status, body));
    }

    /** What it was asked so far. */
    public List<Request> requests() {
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
