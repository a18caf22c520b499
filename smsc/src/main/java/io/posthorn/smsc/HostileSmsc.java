package io.posthorn.smsc;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A carrier that takes messages, tells that they have arrived and hands over what people write, with noise between all
 * of it: it answers out of order, twice and wrongly, and breaks each connection after some messages.
 */
public final class HostileSmsc implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(HostileSmsc.class);

    private static final int BIND_TRANSCEIVER = 0x00000009;
    private static final int SUBMIT_SM = 0x00000004;
    private static final int DELIVER_SM = 0x00000005;
    private static final int UNBIND = 0x00000006;
    private static final int ENQUIRE_LINK = 0x00000015;

    private static final int RECEIPT = 0x04;
    private static final int LATEST_MILLIS = 30;

    private final Noise noise;
    private final Random random;
    private final int breaksAfter;
    private final ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    private final ScheduledExecutorService answers = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger sequence = new AtomicInteger();

    /** What it has handed over, until that is acknowledged. */
    private final Map<Integer, byte[]> owed = new ConcurrentHashMap<>();

    /**
     * Listens at a free port.
     *
     * @param breaksAfter with which message a connection breaks. Those before it are answered, so that a window of half
     *     as many leaves none without an answer twice
     * @param to the number of ours that the noise is for
     */
    public HostileSmsc(long seed, int breaksAfter, String to) throws IOException {
        noise = new Noise(seed, to);
        random = new Random(seed);
        this.breaksAfter = breaksAfter;
        Thread.ofPlatform().daemon().name("hostile-smsc").start(this::accept);
    }

    /** One connection. */
    private final class Session {
        final Socket socket;
        final OutputStream out;
        final Map<Integer, Frame> unanswered = new ConcurrentHashMap<>();
        int submissions;

        Session(Socket socket) throws IOException {
            this.socket = socket;
            out = socket.getOutputStream();
        }

        void serve() {
            try (socket) {
                var in = new DataInputStream(socket.getInputStream());
                while (true) {
                    take(Frame.read(in));
                }
            } catch (IOException ended) {
                log.atDebug().setCause(ended).log("a connection has ended");
            } finally {
                sessions.remove(this);
            }
        }

        private void take(Frame frame) throws IOException {
            switch (frame.command()) {
                case BIND_TRANSCEIVER -> {
                    write(noise.message());
                    write(frame.answer("hostile"));
                    sessions.add(this);
                    owed.forEach(this::writeDelivery);
                }
                case SUBMIT_SM -> submitted(frame);
                case ENQUIRE_LINK -> write(Frame.of(ENQUIRE_LINK | Frame.ANSWER, 0, frame.sequence(), new byte[0]));
                case UNBIND -> {
                    write(Frame.of(UNBIND | Frame.ANSWER, 0, frame.sequence(), new byte[0]));
                    socket.shutdownOutput();
                }
                case DELIVER_SM | Frame.ANSWER -> {
                    var body = owed.get(frame.sequence());
                    if (frame.status() == 0) {
                        owed.remove(frame.sequence());
                    } else if (body != null) {
                        later(() -> writeDelivery(frame.sequence(), body));
                    }
                }
                default -> {
                    // The answer to noise.
                }
            }
        }

        private synchronized void submitted(Frame frame) throws IOException {
            taken.add(frame.submitted());
            if (++submissions < breaksAfter) {
                unanswered.put(frame.sequence(), frame);
                later(() -> answer(frame));
            } else if (submissions == breaksAfter) {
                unanswered.values().forEach(this::answer);
                write(noise.end());
                broken.incrementAndGet();
                socket.shutdownOutput();
            }
        }

        /** Between other things, and every other time after the receipt. */
        private synchronized void answer(Frame frame) {
            if (unanswered.remove(frame.sequence()) == null) {
                return;
            }
            var id = "hostile-" + ids.incrementAndGet();
            var receipt = "id:%s sub:001 dlvrd:001 stat:DELIVRD err:000 text:".formatted(id);
            var isEarly = random.nextBoolean();
            if (isEarly) {
                deliver(receipt, RECEIPT, "", "");
            }
            try {
                write(noise.message());
                write(Frame.of(ENQUIRE_LINK | Frame.ANSWER, random.nextInt(2), frame.sequence(), new byte[0]));
                write(frame.answer(id));
                write(frame.answer("again"));
            } catch (IOException gone) {
                log.atDebug().setCause(gone).log("a message is not answered");
            }
            if (!isEarly) {
                deliver(receipt, RECEIPT, "", "");
            }
        }

        void writeDelivery(int number, byte[] body) {
            try {
                write(noise.message());
                write(Frame.of(DELIVER_SM, 0, number, body));
            } catch (IOException gone) {
                log.atDebug().setCause(gone).log("something has to be handed over again");
            }
        }

        private void write(byte[] octets) throws IOException {
            synchronized (out) {
                out.write(octets);
                out.flush();
            }
        }
    }

    private void later(Runnable what) {
        var unused = answers.schedule(what, random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS);
    }

    private void accept() {
        try {
            while (true) {
                var session = new Session(server.accept());
                Thread.ofVirtual().start(session::serve);
            }
        } catch (IOException closed) {
            log.atDebug().setCause(closed).log("no more connections");
        }
    }

    /** Hands over what somebody wrote, until it is acknowledged. */
    public void text(String content, String from, String to) {
        deliver(content, 0, from, to);
    }

    private void deliver(String content, int esmClass, String from, String to) {
        var number = sequence.incrementAndGet();
        var text = content.getBytes(StandardCharsets.US_ASCII);
        var body = Frame.delivery(from, to, esmClass, 0, text.length, text);
        owed.put(number, body);
        sessions.forEach(session -> session.writeDelivery(number, body));
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The texts of the messages it was handed. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    /** Connections it has broken. */
    public int broken() {
        return broken.get();
    }

    /** Receipts and texts that nobody has acknowledged. */
    public int owed() {
        return owed.size();
    }

    @Override
    public void close() throws IOException {
        answers.shutdownNow();
        server.close();
        for (var session : sessions) {
            session.socket.close();
        }
    }
}
