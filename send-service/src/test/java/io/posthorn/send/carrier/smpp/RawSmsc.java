package io.posthorn.send.carrier.smpp;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The other end of the wire: it binds whoever comes and does with everything else what the test wants. */
final class RawSmsc implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0);
    private final Behaviour behaviour;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** What it does with a message of the protocol that is no bind. */
    @FunctionalInterface
    interface Behaviour {
        void take(RawSmsc smsc, Socket socket, int command, int sequence) throws IOException;
    }

    RawSmsc(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    List<Socket> sockets() {
        return sockets;
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // So is the test.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            while (true) {
                var rest = new byte[in.readInt() - Integer.BYTES];
                in.readFully(rest);
                var pdu = Pdu.decoded(rest);
                if (pdu.command() == Pdu.BIND_TRANSCEIVER) {
                    write(socket, answer(pdu.command(), 0, pdu.sequence(), "raw"));
                } else {
                    behaviour.take(this, socket, pdu.command(), pdu.sequence());
                }
            }
        } catch (IOException ended) {
            // The test looks at the other end.
        }
    }

    static byte[] answer(int command, int status, int sequence, String id) {
        return ByteBuffer.allocate(Pdu.HEADER_LENGTH + id.length() + 1)
                .putInt(Pdu.HEADER_LENGTH + id.length() + 1)
                .putInt(command | Pdu.GENERIC_NACK)
                .putInt(status)
                .putInt(sequence)
                .put(id.getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0)
                .array();
    }

    static void write(Socket socket, byte[] octets) throws IOException {
        synchronized (socket) {
            OutputStream out = socket.getOutputStream();
            out.write(octets);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
