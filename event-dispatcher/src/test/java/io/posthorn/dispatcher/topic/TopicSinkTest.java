package io.posthorn.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.dispatcher.Events;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TopicSinkTest {
    private final Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00.5Z"), ZoneOffset.UTC);
    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private int answer = 200;
    private HttpServer server;
    private TopicSink sink;

    private record Received(Map<String, String> headers, String body) {}

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/events", this::receive);
        server.start();
        var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
        sink = new TopicSink(Map.of("events", new TopicProperties(List.of(uri))), clock);
    }

    @AfterEach
    void stop() {
        sink.close();
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        received.add(
                new Received(headers, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    @Test
    void postsAnEnvelopeWithTheEventAsAString() {
        assertThat(post("{\"eventType\":\"TEXT_DELIVERED\"}")).isEqualTo(new Outcome.Delivered());

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

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "200, Delivered",
        "204, Delivered",
        "500, TryAgain",
        "503, TryAgain",
        "429, TryAgain",
        "408, TryAgain",
        "301, GivenUp",
        "400, GivenUp",
        "403, GivenUp",
        "404, GivenUp"
    })
    void tellsFromTheStatusWhetherToTryAgain(int status, String outcome) {
        answer = status;

        assertThat(post("{}").getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void triesAnEndpointAgainThatIsNotThere() {
        server.stop(0);

        assertThat(post("{}"))
                .isInstanceOfSatisfying(
                        Outcome.TryAgain.class,
                        again -> assertThat(again.detail()).startsWith("the endpoint could not be reached"));
    }

    @Test
    void findsNoPlacesBehindATopicNobodyListensTo() {
        assertThat(sink.placesOf(place("deserted"))).isEmpty();
    }

    @Test
    void refusesEndpointsThatAreNoWebAddresses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicProperties(List.of(URI.create("ftp://localhost/"))));
    }

    private Outcome post(String json) {
        var endpoint = sink.placesOf(place("events")).getFirst();
        return sink.deliver(endpoint, List.of(Events.publication(1, json)))
                .join()
                .getFirst();
    }

    private static Place place(String topic) {
        return Place.of(
                Events.SCOPE.account(),
                Target.of(EventDestination.Target.SNS, Events.TOPIC + topic).orElseThrow());
    }
}
