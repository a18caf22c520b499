package io.posthorn.platform.test;

import io.posthorn.kafka.embedded.EmbeddedKafka;
import java.nio.file.Path;

/** The broker of a test: in a container where an engine is reachable, in this JVM otherwise. */
interface TestBroker extends AutoCloseable {

    String bootstrapServers();

    @Override
    void close();

    /**
     * Starts a broker with nothing in it.
     *
     * @param directory where it may keep its data
     */
    static TestBroker start(Path directory) {
        return ContainerBroker.isPossible() ? ContainerBroker.start() : embedded(directory);
    }

    private static TestBroker embedded(Path directory) {
        var kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(directory));
        return new TestBroker() {
            @Override
            public String bootstrapServers() {
                return kafka.bootstrapServers();
            }

            @Override
            public void close() {
                kafka.close();
            }
        };
    }
}
