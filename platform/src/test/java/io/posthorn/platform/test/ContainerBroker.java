package io.posthorn.platform.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** A broker in a container, of the same release as the clients. */
final class ContainerBroker implements TestBroker {
    /** Looked at first: Testcontainers takes seconds, and says much, to find out that there is no engine. */
    private static final Path SOCKET = Path.of("/var/run/docker.sock");

    private static final Map<String, String> SETTINGS = Map.of(
            "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
            "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
            "KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000",
            "KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "1000");

    private final KafkaContainer container;

    private ContainerBroker(KafkaContainer container) {
        this.container = container;
    }

    /** Whether an engine answers; {@code -Dposthorn.test.broker=embedded} does without one all the same. */
    static boolean isPossible() {
        return !"embedded".equals(System.getProperty("posthorn.test.broker"))
                && (System.getenv("DOCKER_HOST") != null || Files.exists(SOCKET))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    static ContainerBroker start() {
        var container = new KafkaContainer("apache/kafka:" + AppInfoParser.getVersion()).withEnv(SETTINGS);
        container.start();
        return new ContainerBroker(container);
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void close() {
        container.stop();
    }
}
