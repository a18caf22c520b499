package io.posthorn.kafka.embedded;

import java.net.BindException;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker in this JVM. What is written survives {@link #close()} and a kill of the process, and is there again
 * for the next start on the same directory. One node keeps one copy, and an acknowledged record may still be in the
 * operating system's page cache: a crash of the process loses nothing, a loss of power may.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);

    /** Between choosing a free port and binding it, another process may take it. */
    private static final int ATTEMPTS_WITH_CHOSEN_PORTS = 3;

    private final DataDirectory directory;
    private final KafkaRaftServer server;
    private final String host;
    private final Ports ports;
    private boolean closed;

    private EmbeddedKafka(DataDirectory directory, KafkaRaftServer server, String host, Ports ports) {
        this.directory = directory;
        this.server = server;
        this.host = host;
        this.ports = ports;
    }

    /**
     * Where and how to run the broker.
     *
     * @param dataDirectory created if missing; everything the broker keeps is in it
     * @param host the address to listen on and to advertise
     * @param port the port to listen on; 0 takes the port of the last run on this directory if it is free, else any
     * @param settings broker settings that replace Posthorn's choices, by their Kafka names
     */
    public record Options(Path dataDirectory, String host, int port, Map<String, String> settings) {
        public Options {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be between 0 and 65535, was " + port);
            }
            settings = Map.copyOf(settings);
        }

        /** On loopback, at a free port. */
        public static Options in(Path dataDirectory) {
            return new Options(dataDirectory, "127.0.0.1", 0, Map.of());
        }

        public Options withHost(String newHost) {
            return new Options(dataDirectory, newHost, port, settings);
        }

        public Options withPort(int newPort) {
            return new Options(dataDirectory, host, newPort, settings);
        }

        public Options withSettings(Map<String, String> newSettings) {
            return new Options(dataDirectory, host, port, newSettings);
        }
    }

    /**
     * Starts a broker and returns when it serves clients.
     *
     * @throws DataDirectoryInUseException if another broker runs on the directory
     * @throws PortInUseException if the port in the options is taken
     */
    public static EmbeddedKafka start(Options options) {
        var directory = DataDirectory.acquire(options.dataDirectory());
        try {
            return start(options, directory);
        } catch (RuntimeException | Error e) {
            directory.close();
            throw e;
        }
    }

    private static EmbeddedKafka start(Options options, DataDirectory directory) {
        for (int attempt = 1; ; attempt++) {
            var ports = Ports.choose(options.host(), options.port(), directory.ports());
            try {
                var server = startServer(options, directory, ports);
                ports.remember(directory.ports());
                return new EmbeddedKafka(directory, server, options.host(), ports);
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS_WITH_CHOSEN_PORTS || !isPortTaken(e)) {
                    throw e;
                }
                log.atWarn().addKeyValue("attempt", attempt).log("a port was taken meanwhile, choosing again");
            }
        }
    }

    private static KafkaRaftServer startServer(Options options, DataDirectory directory, Ports ports) {
        var settings = BrokerSettings.of(options.host(), ports, directory.log(), options.settings());
        StorageDirectory.formatIfNew(
                directory.log(),
                BrokerSettings.NODE_ID,
                Uuid.randomUuid().toString(),
                BrokerSettings.CONTROLLER_LISTENER);
        var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException | Error e) {
            server.shutdown();
            throw e;
        }
    }

    private static boolean isPortTaken(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    /** What clients connect to, as {@code host:port}. */
    public String bootstrapServers() {
        return host + ":" + ports.listener();
    }

    public int port() {
        return ports.listener();
    }

    public Path dataDirectory() {
        return directory.path();
    }

    /** Stops the broker, returning when all data is on disk and the directory is free for the next one. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            directory.close();
        }
    }
}
