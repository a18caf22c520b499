package io.posthorn.send.carrier.smpp;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.platform.inbound.InboundText;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.Message;
import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.CarrierInbox;
import io.posthorn.send.carrier.CarrierReceipts;
import io.posthorn.send.carrier.InDoubt;
import io.posthorn.send.carrier.Room;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.smpp.SmppConnection.Mode;
import io.posthorn.send.carrier.smpp.SmppConnection.Text;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A carrier that speaks SMPP: its connections, which of them takes which message, and what comes back. */
final class SmppCarrier implements Carrier, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SmppCarrier.class);

    private static final int VERSION_3_4 = 0x34;

    /** Until a place in the window is free. Answers found by the same thread open it sooner. */
    private static final Duration WINDOW_FULL = Duration.ofMillis(20);

    private final String name;
    private final SmppConnection settings;
    private final SSLSocketFactory sockets;
    private final CarrierReceipts receipts;
    private final CarrierInbox inbox;
    private final Clock clock;
    private final SmppMeters meters;
    private final SubmitError.Table errors;
    private final ReceiptReader receiptReader;
    private final MessageWriter writer;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final AtomicInteger references =
            new AtomicInteger(ThreadLocalRandom.current().nextInt());
    private final CountDownLatch closing = new CountDownLatch(1);

    /** A place for one connection, which is made anew whenever it breaks. */
    private final class Line implements Runnable {
        final int command;
        final String threads;
        final Thread keeper;
        final AtomicInteger free = new AtomicInteger();
        volatile @Nullable SmppBind bind;
        volatile Pace pace = new Pace(settings.rate(), System.nanoTime());
        volatile long nextAttempt = System.nanoTime();
        volatile String trouble = "not bound yet";

        Line(int command, int number) {
            this.command = command;
            threads = "smpp-" + name + "-" + number;
            keeper = Thread.ofVirtual().name(threads).unstarted(this);
        }

        boolean sends() {
            return command != Pdu.BIND_RECEIVER;
        }

        boolean isBound() {
            var present = bind;
            return present != null && present.isUsable();
        }

        @Override
        public void run() {
            var wait = settings.reconnectAfter();
            try {
                while (closing.getCount() > 0) {
                    var began = System.nanoTime();
                    try {
                        connect();
                    } catch (IOException failed) {
                        trouble = String.valueOf(failed.getMessage());
                    }
                    if (System.nanoTime() - began > settings.reconnectAtMost().toNanos()) {
                        wait = settings.reconnectAfter();
                    }
                    if (closing.getCount() > 0) {
                        wait = rest(wait);
                    }
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }

        /** Half of the wait is chance, so that many connections that broke together do not come back together. */
        private Duration rest(Duration wait) throws InterruptedException {
            var nanos = wait.toNanos() / 2 + ThreadLocalRandom.current().nextLong(wait.toNanos() / 2 + 1);
            nextAttempt = System.nanoTime() + nanos;
            log.atWarn()
                    .addKeyValue("carrier", name)
                    .addKeyValue("reason", trouble)
                    .addKeyValue("againInMillis", TimeUnit.NANOSECONDS.toMillis(nanos))
                    .log("a connection to a carrier is down");
            meters.reconnect();
            if (closing.await(nanos, TimeUnit.NANOSECONDS)) {
                return wait;
            }
            var longer = wait.multipliedBy(2);
            return longer.compareTo(settings.reconnectAtMost()) > 0 ? settings.reconnectAtMost() : longer;
        }

        private void connect() throws IOException, InterruptedException {
            var socket = socket();
            var opened = SmppBind.open(
                    threads,
                    socket,
                    command,
                    bindBody(),
                    SmppCarrier.this::receive,
                    settings.connectTimeout(),
                    settings.responseTimeout());
            free.set(settings.window());
            pace = new Pace(settings.rate(), System.nanoTime());
            bind = opened;
            log.atInfo().addKeyValue("carrier", name).log("a connection to a carrier is bound");
            if (closing.getCount() == 0) {
                opened.leave();
            }
            opened.watch(settings.enquireLinkInterval());
            trouble = opened.reason();
        }
    }

    /** Kept for a message. */
    private record Place(Line line, SmppBind bind, int window) {}

    SmppCarrier(
            String name,
            SmppConnection settings,
            SSLSocketFactory sockets,
            CarrierReceipts receipts,
            CarrierInbox inbox,
            Clock clock,
            SmppMeters meters) {
        this.name = name;
        this.settings = settings;
        this.sockets = sockets;
        this.receipts = receipts;
        this.inbox = inbox;
        this.clock = clock;
        this.meters = meters;
        errors = new SubmitError.Table(settings.errors());
        receiptReader = new ReceiptReader(settings.receipts(), settings.receiptIds(), settings.receiptErrors());
        writer = new MessageWriter(settings.format(), settings.parameters());
        for (int i = 0; i < settings.binds(); i++) {
            if (settings.mode() == Mode.TRANSCEIVER) {
                lines.add(new Line(Pdu.BIND_TRANSCEIVER, lines.size()));
            } else {
                lines.add(new Line(Pdu.BIND_TRANSMITTER, lines.size()));
                lines.add(new Line(Pdu.BIND_RECEIVER, lines.size()));
            }
        }
        meters.watch(this);
    }

    /** Begins to connect. */
    void start() {
        lines.forEach(line -> line.keeper.start());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InDoubt inDoubt() {
        return settings.inDoubt();
    }

    @Override
    public synchronized Room reserve(Message message) {
        var parts = Math.min(Math.max(1, message.getParts()), settings.window());
        var bound = lines.stream()
                .filter(line -> line.sends() && line.isBound())
                .sorted(Comparator.comparingInt((Line line) -> line.free.get()).reversed())
                .toList();
        if (bound.isEmpty()) {
            return down();
        }
        Room wait = new Room.Busy(WINDOW_FULL, Room.Limit.WINDOW);
        for (var line : bound) {
            var bind = line.bind;
            if (bind == null || line.free.get() < parts) {
                continue;
            }
            var paced = line.pace.take(parts, System.nanoTime());
            if (paced.isEmpty()) {
                line.free.addAndGet(-parts);
                places.put(message.getMessageId(), new Place(line, bind, parts));
                return Room.FREE;
            }
            wait = paced.get();
        }
        return wait;
    }

    private Room down() {
        var now = System.nanoTime();
        var next = lines.stream()
                .filter(Line::sends)
                .min(Comparator.comparingLong(line -> line.nextAttempt - now))
                .orElseThrow();
        var wait = Math.max(settings.reconnectAfter().toNanos() / 2, next.nextAttempt - now);
        return new Room.Down(Duration.ofNanos(wait), next.trouble);
    }

    @Override
    public void forgo(Message message) {
        var place = places.remove(message.getMessageId());
        if (place != null) {
            give(place, place.window());
        }
    }

    private static void give(Place place, int window) {
        // The window of a connection that was made anew has nothing to do with this message.
        if (place.line().bind == place.bind()) {
            place.line().free.addAndGet(window);
        }
    }

    @Override
    public CompletableFuture<SubmitResult> submit(Message message) {
        var place = places.remove(message.getMessageId());
        if (place == null) {
            throw new IllegalStateException("no place was kept for message " + message.getMessageId());
        }
        if (message.getChannel() != Channel.TEXT) {
            give(place, place.window());
            return CompletableFuture.completedFuture(
                    new SubmitResult.Refused(MessageStatus.INVALID_MESSAGE, "this carrier takes text messages only"));
        }
        var bodies = writer.write(message, references.getAndIncrement(), clock.instant());
        var submission = new SmppSubmission(
                name,
                place.bind(),
                place.line().pace,
                errors,
                receiptReader,
                bodies,
                place.window(),
                unused -> give(place, unused));
        meters.submitted(bodies.size());
        return submission.begin();
    }

    private CompletableFuture<Void> receive(SmppText text) {
        var receipt = receiptReader.read(text);
        if (receipt.isPresent()) {
            meters.received("receipt");
            return receipts.report(name, receipt.get().id(), receipt.get().receipt());
        }
        if (text.isMarkedAsReceipt()) {
            meters.received("unreadable");
            log.atWarn().addKeyValue("carrier", name).log("a receipt tells no id, and so nothing");
            return CompletableFuture.completedFuture(null);
        }
        meters.received(ReceiptReader.isLikeReceipt(text) ? "unmarked" : "text");
        return inbox.receive(new InboundText(
                name,
                text.source(),
                text.destination(),
                text.text(settings.format().text() != Text.LATIN1),
                text.segment(),
                null));
    }

    private Socket socket() throws IOException {
        // The factory's own connecting methods know no timeout.
        var plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.connect(
                    new InetSocketAddress(settings.host(), settings.port()),
                    Math.toIntExact(settings.connectTimeout().toMillis()));
            return settings.tls() ? encrypted(plain) : plain;
        } catch (IOException failed) {
            plain.close();
            throw failed;
        }
    }

    private Socket encrypted(Socket plain) throws IOException {
        var socket = (SSLSocket) sockets.createSocket(plain, settings.host(), settings.port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        // A carrier that accepts the connection may still be silent.
        socket.setSoTimeout(Math.toIntExact(settings.connectTimeout().toMillis()));
        socket.startHandshake();
        socket.setSoTimeout(0);
        return socket;
    }

    private byte[] bindBody() {
        return new BodyWriter()
                .text(settings.systemId())
                .text(settings.password())
                .text(settings.systemType())
                .octet(VERSION_3_4)
                .octet(0)
                .octet(0)
                .text("")
                .toBytes();
    }

    /** Connections that send. */
    long bound() {
        return lines.stream().filter(line -> line.sends() && line.isBound()).count();
    }

    /** Parts without an answer. */
    long windowUsed() {
        return lines.stream()
                .filter(line -> line.sends() && line.isBound())
                .mapToLong(line -> settings.window() - line.free.get())
                .sum();
    }

    /** Parts that may be without an answer, of all connections that send. */
    long windowLimit() {
        return bound() * settings.window();
    }

    /** Parts a second that are let go at present, by all connections; 0: any number. */
    double rateLimit() {
        return lines.stream()
                .filter(line -> line.sends() && line.isBound())
                .mapToDouble(line -> line.pace.bound(System.nanoTime()))
                .sum();
    }

    /** Ends all connections in good order. */
    @Override
    public void close() {
        closing.countDown();
        var leaving = lines.stream()
                .map(line -> line.bind)
                .flatMap(bind -> Optional.ofNullable(bind).stream())
                .map(bind -> Thread.ofVirtual().start(bind::leave))
                .toList();
        try {
            for (var each : leaving) {
                each.join();
            }
            for (var line : lines) {
                line.keeper.interrupt();
                line.keeper.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
