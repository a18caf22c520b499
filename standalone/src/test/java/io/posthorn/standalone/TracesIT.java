package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.standalone.SpanCollector.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One trace from the request for a message to its last event. */
@ExtendWith(RunningStandalone.Shared.class)
class TracesIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    private static final List<String> WAY = List.of(
            "POST /v1/messages",
            "routing send-requests",
            "opt-out routed-sends",
            "throttle cleared-sends",
            "connector carrier-submissions",
            "submit simulator",
            "receipts carrier-reports",
            "event-dispatcher delivery-events");

    @Test
    void leadFromTheCallerToTheEvents(RunningStandalone posthorn) throws IOException, InterruptedException {
        try (var client = Clients.of(posthorn.endpoint())) {
            Clients.simulatorNumber(client);
        }

        var sent = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(posthorn.endpoint() + "/v1/messages/text"))
                                .header("Authorization", "Bearer posthorn.posthorn-secret")
                                .header("Content-Type", "application/json")
                                .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"destinationPhoneNumber\": \"+14254147755\", \"messageBody\": \"Hello\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(way(posthorn.spans().of(TRACE)))
                        .extracting(Span::name)
                        .containsExactlyElementsOf(WAY));
    }

    /** From the caller on, the first span of each name below the one before. */
    private static List<Span> way(List<Span> spans) {
        var way = new ArrayList<Span>();
        var parent = CALLER;
        for (var name : WAY) {
            var next = child(spans, parent, name);
            if (next.isEmpty()) {
                return way;
            }
            way.add(next.get());
            parent = next.get().id();
        }
        return way;
    }

    private static Optional<Span> child(List<Span> spans, String parent, String name) {
        return spans.stream()
                .filter(span -> span.parent().equals(parent) && span.name().equals(name))
                .findFirst();
    }
}
