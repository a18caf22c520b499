package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise that nothing accepted is lost and nothing is sent twice, through {@code kill -9} in the middle. */
class KillIT {
    private static final int MESSAGES = 10_000;
    private static final Pattern ENDPOINT = Pattern.compile("API endpoint +(\\S+)");
    private static final Pattern KAFKA = Pattern.compile("Kafka +(\\S+)");
    private static final Pattern REGISTRY = Pattern.compile("Schema registry +(\\S+)");

    @TempDir
    Path directory;

    private JavaProcess start(int port) {
        return JavaProcess.start(
                "standalone",
                directory.resolve("up-" + port + ".log"),
                List.of(
                        "--port=" + port,
                        "--kafka-port=0",
                        "--registry-port=0",
                        "--data=" + directory.resolve("data"),
                        "--posthorn.send.throttle.simulator-rate=5000"));
    }

    @Test
    void everyAcceptedMessageHasExactlyOneFinalEvent() {
        var first = start(0);
        var endpoint = first.awaitLine(ENDPOINT);
        var port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
        try (var client = Clients.of(endpoint)) {
            var number = Clients.simulatorNumber(client);
            try (var senders = new Senders(client, number, MESSAGES)) {
                senders.awaitAccepted(MESSAGES / 3);
                first.kill();
                try (var second = start(port)) {
                    senders.awaitAccepted(MESSAGES);

                    var events = new FinalEvents(second.awaitLine(KAFKA), second.awaitLine(REGISTRY));
                    await().atMost(Duration.ofMinutes(2))
                            .pollInterval(Duration.ofSeconds(1))
                            .until(() -> events.byMessage().keySet().containsAll(senders.accepted()));
                    assertThat(events.byMessage())
                            .hasSizeGreaterThanOrEqualTo(MESSAGES)
                            .allSatisfy((message, finals) -> assertThat(finals).isEqualTo(1));
                }
            }
        }
    }
}
