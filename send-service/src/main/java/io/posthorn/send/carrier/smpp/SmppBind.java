package io.posthorn.send.carrier.smpp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that is bound. A thread reads and another writes, so nobody who hands something over ever waits for
 * the network. Answers may come in any order.
 */
final class SmppBind {
    private static final Logger log = LoggerFactory.getLogger(SmppBind.class);

    private static final int BUFFER = 1 << 16;
    private static final int WRITTEN_TOGETHER = 128;

    /** Texts and receipts that are being written down. Further ones wait in the network. */
    private static final int MOST_INCOMING = 1_000;

    /** What waits until the carrier reads it; far more than windows allow, and some 100 bytes each. */
    private static final int MOST_UNREAD = 50_000;

    private static final int LAST_SEQUENCE = Integer.MAX_VALUE;

    private final String name;
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Incoming incoming;
    private final Duration responseTimeout;
    private final Map<Integer, Request> requests = new ConcurrentHashMap<>();
    private final BlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>();
    private final Semaphore incomingRoom = new Semaphore(MOST_INCOMING);
    private final AtomicInteger sequence = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long heard = System.nanoTime();
    private volatile boolean leaving;
    private volatile String reason = "";

    /** Takes what the carrier sends on its own account. */
    @FunctionalInterface
    interface Incoming {
        /** Done when it is safe; failed where the carrier has to send it again. */
        CompletableFuture<Void> receive(SmppText text);
    }

    /** A request without its answer. */
    private static final class Request {
        final int command;
        final CompletableFuture<Pdu> answer = new CompletableFuture<>();
        volatile boolean isWritten;

        Request(int command) {
            this.command = command;
        }

        boolean isAnsweredBy(Pdu pdu) {
            return pdu.isAnswerTo(command) || pdu.command() == Pdu.GENERIC_NACK;
        }
    }

    private record Outgoing(Pdu pdu, @Nullable Request request) {}

    /** The request has certainly not left. */
    static final class NotSentException extends Exception {
        NotSentException(String reason) {
            super(reason, null, false, false);
        }
    }

    /** The request may have left; its answer will not come. */
    static final class LostException extends Exception {
        LostException(String reason) {
            super(reason, null, false, false);
        }
    }

    private SmppBind(String name, Socket socket, Incoming incoming, Duration responseTimeout) throws IOException {
        this.name = name;
        this.socket = socket;
        this.incoming = incoming;
        this.responseTimeout = responseTimeout;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    /**
     * Binds a connection.
     *
     * @param name for the names of its threads
     * @param command which of the bind commands
     * @param body its body
     * @throws IOException where the connection breaks, or the carrier does not bind it
     */
    static SmppBind open(
            String name,
            Socket socket,
            int command,
            byte[] body,
            Incoming incoming,
            Duration bindTimeout,
            Duration responseTimeout)
            throws IOException {
        var bind = new SmppBind(name, socket, incoming, responseTimeout);
        Thread.ofPlatform().daemon().name(name + "-reader").start(bind::read);
        Thread.ofPlatform().daemon().name(name + "-writer").start(bind::write);
        var answer = bind.await(bind.request(command, body), bindTimeout);
        if (answer == null || answer.status() != Pdu.OK) {
            var why = answer == null ? "no answer to the bind" : "bind refused with 0x%08X".formatted(answer.status());
            bind.close(why);
            throw new IOException(why);
        }
        return bind;
    }

    /**
     * Sends a request; the future fails with {@link NotSentException} or {@link LostException}. Whoever does not wait
     * for the answer any more cancels it.
     */
    CompletableFuture<Pdu> request(int command, byte[] body) {
        var request = new Request(command);
        var number = sequence.updateAndGet(last -> last == LAST_SEQUENCE ? 1 : last + 1);
        requests.put(number, request);
        var unused = request.answer.whenComplete((answer, failed) -> requests.remove(number));
        outgoing.add(new Outgoing(Pdu.request(command, number, body), request));
        if (isClosed()) {
            fail(request);
        }
        return request.answer;
    }

    /** Whether it still takes requests. */
    boolean isUsable() {
        return !leaving && !isClosed();
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Why it is closed. */
    String reason() {
        return reason;
    }

    /** Returns when it is closed, and after each silence of this length tries whether anybody is there. */
    void watch(Duration silence) throws InterruptedException {
        var left = silence.toNanos();
        while (!closed.await(left, TimeUnit.NANOSECONDS)) {
            left = heard + silence.toNanos() - System.nanoTime();
            if (left <= 0) {
                if (await(request(Pdu.ENQUIRE_LINK, new byte[0]), responseTimeout) == null) {
                    close("no answer to enquire_link");
                }
                left = silence.toNanos();
            }
        }
    }

    /** Ends it in good order: answers that are under way may come for a while. */
    void leave() {
        awaitAnswers();
        if (!isClosed()) {
            await(request(Pdu.UNBIND, new byte[0]), responseTimeout);
            close("unbound");
        }
    }

    private void awaitAnswers() {
        leaving = true;
        var giveUp = System.nanoTime() + responseTimeout.toNanos();
        for (var request : requests.values()) {
            await(request.answer, Duration.ofNanos(Math.max(1, giveUp - System.nanoTime())));
        }
    }

    private @Nullable Pdu await(CompletableFuture<Pdu> answer, Duration patience) {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException unanswered) {
            return null;
        }
    }

    void close(String why) {
        synchronized (closed) {
            if (isClosed()) {
                return;
            }
            reason = why;
            closed.countDown();
        }
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            log.atDebug().addKeyValue("bind", name).setCause(alreadyBroken).log("a connection did not close in order");
        }
        // Wakes the thread that writes.
        outgoing.add(new Outgoing(Pdu.nack(Pdu.OK, 0), null));
        requests.values().forEach(this::fail);
    }

    private void fail(Request request) {
        request.answer.completeExceptionally(
                request.isWritten ? new LostException(reason) : new NotSentException(reason));
    }

    private void write() {
        var batch = new ArrayList<Outgoing>();
        try {
            while (!isClosed()) {
                batch.clear();
                batch.add(outgoing.take());
                outgoing.drainTo(batch, WRITTEN_TOGETHER);
                if (isClosed()) {
                    return;
                }
                for (var each : batch) {
                    if (each.request() != null) {
                        each.request().isWritten = true;
                    }
                    out.write(each.pdu().encoded());
                }
                out.flush();
            }
        } catch (IOException broken) {
            close("connection broken: " + broken.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            close("interrupted");
        }
    }

    private void read() {
        try {
            while (!isClosed()) {
                var length = in.readInt();
                if (length < Pdu.HEADER_LENGTH || length > Pdu.LONGEST) {
                    // Where the next one begins cannot be known.
                    send(Pdu.nack(Pdu.INVALID_COMMAND_LENGTH, 0));
                    close("a length of " + Integer.toUnsignedString(length) + " octets");
                    return;
                }
                var rest = new byte[length - Integer.BYTES];
                in.readFully(rest);
                heard = System.nanoTime();
                take(Pdu.decoded(rest));
            }
        } catch (IOException broken) {
            close("connection broken: " + broken.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            close("interrupted");
        }
    }

    private void send(Pdu pdu) {
        if (outgoing.size() < MOST_UNREAD) {
            outgoing.add(new Outgoing(pdu, null));
        } else {
            close("the carrier asks and does not read the answers");
        }
    }

    private void take(Pdu pdu) throws InterruptedException {
        if (pdu.isAnswer()) {
            var request = requests.get(pdu.sequence());
            if (request != null && request.isAnsweredBy(pdu)) {
                request.answer.complete(pdu);
            }
            return;
        }
        switch (pdu.command()) {
            case Pdu.DELIVER_SM -> receive(pdu, SmppText.deliverSm(pdu.body()));
            case Pdu.DATA_SM -> receive(pdu, SmppText.dataSm(pdu.body()));
            case Pdu.ENQUIRE_LINK -> send(pdu.answer(Pdu.OK));
            case Pdu.UNBIND -> {
                send(pdu.answer(Pdu.OK));
                Thread.ofVirtual().start(() -> {
                    awaitAnswers();
                    close("unbound by the carrier");
                });
            }
            case Pdu.ALERT_NOTIFICATION -> {
                // Has no answer, and nobody here has asked for it.
            }
            default -> send(Pdu.nack(Pdu.INVALID_COMMAND, pdu.sequence()));
        }
    }

    private void receive(Pdu pdu, SmppText text) throws InterruptedException {
        incomingRoom.acquire();
        CompletableFuture<Void> safe;
        try {
            safe = incoming.receive(text);
        } catch (RuntimeException failed) {
            safe = CompletableFuture.failedFuture(failed);
        }
        var unused = safe.whenComplete((done, failed) -> {
            incomingRoom.release();
            if (failed != null) {
                log.atWarn()
                        .addKeyValue("bind", name)
                        .addKeyValue("reason", failed.toString())
                        .log("what a carrier sent is not safe yet; the carrier is told to send it again");
            }
            // The message id of these answers is not used and empty.
            send(pdu.answer(failed == null ? Pdu.OK : Pdu.TEMPORARY_APPLICATION_ERROR, new byte[1]));
        });
    }
}
