package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.registry.EmbeddedRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Six services in six processes do what the standalone does, against one broker that allows them what the catalogue of
 * topics grants them.
 */
class SeparateProcessesIT {
    private static final List<String> SERVICES = List.of(
            "api-gateway",
            "registration-service",
            "routing-service",
            "opt-out-service",
            "send-service",
            "event-dispatcher");
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MESSAGES = 200;

    @TempDir
    Path directory;

    @Test
    void deliverTogether() {
        var running = new ArrayList<JavaProcess>();
        try (var kafka = new GuardedBroker(directory.resolve("kafka"));
                var registry = EmbeddedRegistry.start(kafka.clientWithAddress(GuardedBroker.ADMIN), 0)) {
            try {
                SERVICES.forEach(service -> running.add(start(service, kafka, registry)));
                var ports = running.stream().map(each -> each.awaitLine(PORT)).toList();
                ports.forEach(SeparateProcessesIT::awaitReadiness);

                var endpoint = "http://localhost:" + ports.getFirst();
                try (var client = Clients.of(endpoint);
                        var senders = new Senders(client, Clients.simulatorNumber(client), MESSAGES, null)) {
                    senders.awaitAccepted(MESSAGES);
                    var events = new FinalEvents(new TopicReader(
                            kafka.bootstrapServers(), registry.url(), GuardedBroker.client(GuardedBroker.ADMIN)));
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(500))
                            .until(() -> events.byMessage().keySet().containsAll(senders.accepted()));
                    assertThat(events.byMessage())
                            .hasSize(MESSAGES)
                            .allSatisfy((message, finals) -> assertThat(finals).isEqualTo(1));
                }
                assertThat(running).allSatisfy(each -> assertThat(each.output()).doesNotContain("secret of"));
            } finally {
                running.forEach(JavaProcess::close);
            }
        }
    }

    private JavaProcess start(String service, GuardedBroker kafka, EmbeddedRegistry registry) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--posthorn.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--posthorn.kafka.schema-registry-url=" + registry.url(),
                "--posthorn.kafka.pipeline-partitions=2",
                "--posthorn.kafka.control-partitions=1",
                "--posthorn.stage.state-directory=" + directory.resolve("state-" + service)));
        GuardedBroker.client(service)
                .forEach((name, value) -> arguments.add("--posthorn.kafka.client." + name + "=" + value));
        switch (service) {
            case "api-gateway" -> arguments.add("--posthorn.gateway.development-credentials=true");
            case "event-dispatcher" -> arguments.add("--posthorn.dispatcher.directory=" + directory.resolve("events"));
            default -> {
                // The others need nothing of their own.
            }
        }
        return JavaProcess.start(service, directory.resolve(service + ".log"), arguments);
    }

    private static void awaitReadiness(String port) {
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health/readiness"))
                .build();
        await().atMost(PATIENCE).until(() -> status(client, request) == 200);
    }

    private static int status(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }
}
