package io.posthorn.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.dispatcher.Events;
import io.posthorn.dispatcher.sink.BatchPublication;
import io.posthorn.dispatcher.sink.BatchSink;
import io.posthorn.dispatcher.sink.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TopicSinkTest {
    private static final DeliveryProperties QUICK = new DeliveryProperties(
            3, Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofSeconds(5), 8, 1_000, Duration.ofSeconds(30));

    private final Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00.5Z"), ZoneOffset.UTC);
    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger requests = new AtomicInteger();
    private IntUnaryOperator answers = request -> 200;
    private HttpServer server;

    private record Received(Map<String, String> headers, String body) {}

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/events", this::receive);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        received.add(
                new Received(headers, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(answers.applyAsInt(requests.incrementAndGet()), -1);
        exchange.close();
    }

    @Test
    void postsAnEnvelopeWithTheEventAsAString() {
        try (var endpoints = endpoints(QUICK)) {
            var sink = new TopicSink(endpoints, clock);

            assertThat(sink.append(publication("m", "{\"eventType\":\"TEXT_DELIVERED\"}")))
                    .isTrue();
            assertThat(sink.flush()).isEmpty();
        }

        assertThat(received).singleElement().satisfies(post -> {
            assertThat(post.headers())
                    .containsEntry("content-type", "text/plain; charset=UTF-8")
                    .containsEntry("x-amz-sns-message-type", "Notification")
                    .containsEntry("x-amz-sns-topic-arn", Events.TOPIC + "events");
            var envelope = JsonMapper.shared().readTree(post.body());
            assertThat(envelope.propertyNames())
                    .containsExactly("Type", "MessageId", "TopicArn", "Message", "Timestamp");
            assertThat(envelope.get("Type").asString()).isEqualTo("Notification");
            assertThat(envelope.get("MessageId").asString())
                    .isEqualTo(post.headers().get("x-amz-sns-message-id"));
            assertThat(envelope.get("Message").asString()).isEqualTo("{\"eventType\":\"TEXT_DELIVERED\"}");
            assertThat(envelope.get("Timestamp").asString()).isEqualTo("2026-03-01T12:00:00.500Z");
        });
    }

    @Test
    void givesTheSameEventTheSameIdAgain() {
        var publication = publication("m", "{}");

        assertThat(Notification.of(publication, Instant.EPOCH).messageId())
                .isEqualTo(Notification.of(publication, clock.instant()).messageId())
                .isNotEqualTo(
                        Notification.of(publication("n", "{}"), Instant.EPOCH).messageId());
    }

    @Test
    void triesAgainWhenTheEndpointIsInTrouble() {
        answers = request -> request < 3 ? 503 : 200;

        assertThat(publish(QUICK)).isEmpty();
        assertThat(requests).hasValue(3);
    }

    @Test
    void givesUpAfterSomeAttempts() {
        answers = request -> 500;

        assertThat(publish(QUICK))
                .singleElement()
                .satisfies(failure -> assertThat(failure.detail()).isEqualTo("the endpoint answered 500"));
        assertThat(requests).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 403, 404})
    void doesNotRepeatWhatTheEndpointWillNeverTake(int status) {
        answers = request -> status;

        assertThat(publish(QUICK)).hasSize(1);
        assertThat(requests).hasValue(1);
    }

    @Test
    void givesUpAnEndpointThatIsNotThere() {
        server.stop(0);

        assertThat(publish(QUICK))
                .singleElement()
                .satisfies(failure -> assertThat(failure.detail()).startsWith("the endpoint could not be reached"));
    }

    @Test
    void leavesAnEndpointAloneThatKeepsFailing() {
        answers = request -> 500;
        var impatient = new DeliveryProperties(
                1, Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofSeconds(5), 1, 4, Duration.ofMinutes(10));
        try (var endpoints = endpoints(impatient)) {
            var sink = new TopicSink(endpoints, clock);
            for (int i = 0; i < 50; i++) {
                sink.append(publication("m" + i, "{}"));
            }

            assertThat(sink.flush()).hasSize(50);
        }
        assertThat(requests).hasValue(4);
    }

    @Test
    void saysWhenNobodyListens() {
        try (var endpoints = new Endpoints(Map.of(), QUICK)) {
            assertThat(new TopicSink(endpoints, clock).append(publication("m", "{}")))
                    .isFalse();
        }
    }

    @Test
    void refusesEndpointsThatAreNoWebAddresses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicProperties(List.of(URI.create("ftp://localhost/"))));
    }

    private List<BatchSink.Failure> publish(DeliveryProperties properties) {
        try (var endpoints = endpoints(properties)) {
            var sink = new TopicSink(endpoints, clock);
            sink.append(publication("m", "{}"));
            return sink.flush();
        }
    }

    private Endpoints endpoints(DeliveryProperties properties) {
        var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
        return new Endpoints(Map.of("events", new TopicProperties(List.of(uri))), properties);
    }

    private static BatchPublication publication(String messageId, String json) {
        return new BatchPublication(
                Events.inbound(Events.anEvent(messageId).build()),
                new Target(EventDestination.Target.SNS, "us-east-1", "events", Events.TOPIC + "events"),
                json);
    }
}
