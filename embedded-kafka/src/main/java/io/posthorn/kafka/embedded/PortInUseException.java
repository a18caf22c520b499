package io.posthorn.kafka.embedded;

import java.io.IOException;

/** The port the broker was told to listen on cannot be bound. */
public final class PortInUseException extends RuntimeException {
    private final int port;

    PortInUseException(String host, int port, IOException cause) {
        super("cannot listen on " + host + ":" + port + ": " + cause.getMessage(), cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
