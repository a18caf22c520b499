package io.posthorn.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports for processes that have to be told theirs before they start. They are below those that the system lends to
 * whoever asks for any port or connects somewhere, so that none is lent to another between being chosen and being used.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;

    /** Linux lends from here on unless it is told otherwise, other systems from 49,152. */
    private static final int FIRST_LENT = 32_768;

    private static int next = ThreadLocalRandom.current().nextInt(FIRST, FIRST_LENT);

    private FreePorts() {}

    /** One that nothing listens on now, and that was not chosen in this process a while ago. */
    public static synchronized int choose() {
        for (var tried = FIRST; tried < FIRST_LENT; tried++) {
            var port = next;
            next = port + 1 < FIRST_LENT ? port + 1 : FIRST;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port from " + FIRST + " to " + (FIRST_LENT - 1) + " is free");
    }

    /** Several, each another one. */
    public static List<Integer> choose(int count) {
        return IntStream.range(0, count).map(each -> choose()).boxed().toList();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
