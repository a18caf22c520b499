package io.posthorn.kafka.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The two ports of a broker. Ports that were chosen freely are remembered, so that clients of an earlier run find the
 * broker again; should they be taken by then, others are chosen. Nothing in the stored data depends on them.
 */
record Ports(int listener, int controller) {
    private static final String LISTENER = "listener";
    private static final String CONTROLLER = "controller";

    /**
     * @param requested the listener port, or 0 for the remembered or any free one
     * @throws PortInUseException if the requested port is taken
     */
    static Ports choose(String host, int requested, Path remembered) {
        var earlier = read(remembered);
        int listener = requested == 0 ? free(host, earlier.listener, 0) : claim(host, requested);
        return new Ports(listener, free(host, earlier.controller, listener));
    }

    void remember(Path file) {
        if (equals(read(file))) {
            return;
        }
        var properties = new Properties();
        properties.setProperty(LISTENER, Integer.toString(listener));
        properties.setProperty(CONTROLLER, Integer.toString(controller));
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write '" + file + "'", e);
        }
    }

    private static Ports read(Path file) {
        var properties = new Properties();
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read '" + file + "'", e);
            }
        }
        return new Ports(port(properties, LISTENER), port(properties, CONTROLLER));
    }

    private static int port(Properties properties, String key) {
        // A file cut short by a crash must not keep the broker from starting: the ports are only a preference.
        var value = properties.getProperty(key, "");
        return value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : 0;
    }

    private static int claim(String host, int port) {
        try {
            return probe(host, port);
        } catch (IOException e) {
            throw new PortInUseException(host, port, e);
        }
    }

    private static int free(String host, int preferred, int exceptPort) {
        if (preferred > 0 && preferred < 65_536 && preferred != exceptPort) {
            try {
                return probe(host, preferred);
            } catch (IOException taken) {
                // falls through to any other free port
            }
        }
        try {
            int port = probe(host, 0);
            return port == exceptPort ? free(host, 0, exceptPort) : port;
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + host, e);
        }
    }

    private static int probe(String host, int port) throws IOException {
        try (var socket = new ServerSocket()) {
            // As the broker does: a port in TIME_WAIT after a restart is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return socket.getLocalPort();
        }
    }
}
