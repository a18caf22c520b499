package io.posthorn.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a carrier: passes connections on, until it is cut. */
final class CarrierLink implements AutoCloseable {
    private final int port;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;

    /** @param target the port of the carrier on this machine */
    CarrierLink(int target) throws IOException {
        this.target = target;
        listener = listen(0);
        port = listener.getLocalPort();
        accept(listener);
    }

    private static ServerSocket listen(int port) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    int port() {
        return port;
    }

    private void accept(ServerSocket from) {
        Thread.ofVirtual().name("link-" + port).start(() -> {
            try {
                while (true) {
                    var near = from.accept();
                    var far = new Socket(InetAddress.getLoopbackAddress(), target);
                    open.add(near);
                    open.add(far);
                    pump(near, far);
                    pump(far, near);
                }
            } catch (IOException cut) {
                // Nobody comes this way any more.
            }
        });
    }

    private void pump(Socket from, Socket to) throws IOException {
        from.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException broken) {
                // Both ends learn of it.
            } finally {
                open.remove(from);
            }
        });
    }

    /** Breaks all connections, without a goodbye; new ones come about. */
    void drop() {
        for (var socket : open) {
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (IOException gone) {
                // Nobody is there any more.
            }
        }
    }

    /** Breaks all connections and lets none come about. */
    void cut() {
        try {
            listener.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        drop();
    }

    /** Lets connections come about again. */
    void mend() {
        try {
            listener = listen(port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        accept(listener);
    }

    @Override
    public void close() {
        cut();
    }
}
