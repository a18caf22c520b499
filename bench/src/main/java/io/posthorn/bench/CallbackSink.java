package io.posthorn.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where applications are called back: takes each request with status 200 and counts it for the message whose number it
 * carries, as {@code ref=1} in the path or {@code "ref":"1"} in the body. Confirms subscriptions it is asked to. One
 * thread serves all connections, so that it takes as little as can be of the processor it shares with what is measured.
 */
final class CallbackSink implements AutoCloseable {
    private static final int READ_BUFFER = 64 * 1024;
    private static final int BACKLOG = 1024;
    private static final ByteBuffer OK =
            ByteBuffer.wrap("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    private static final Pattern REFERENCE = Pattern.compile("[?&]ref=(\\d+)|\"ref\":\"(\\d+)\"");

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BUFFER);
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger confirmed = new AtomicInteger();
    private final Thread thread;
    private volatile @Nullable NumberedFlights flights;
    private volatile @Nullable Exception failure;
    private volatile boolean closed;

    CallbackSink() throws IOException {
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread = Thread.ofPlatform().daemon().name("callback-sink").start(this::run);
    }

    String url() throws IOException {
        return "http://127.0.0.1:" + ((InetSocketAddress) listener.getLocalAddress()).getPort() + "/";
    }

    /** Subscriptions that were confirmed. */
    int confirmed() {
        return confirmed.get();
    }

    /** Reports to {@code newFlights} from now on. */
    void tell(NumberedFlights newFlights) {
        flights = newFlights;
    }

    /** Throws what ended the sink, if something did. */
    void check() {
        var failed = failure;
        if (failed != null) {
            throw new IllegalStateException("nobody can be called back any more", failed);
        }
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(this::serve);
            }
        } catch (IOException | RuntimeException failed) {
            failure = failed;
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                var channel = listener.accept();
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new HttpInput());
            } else {
                read(key, (SocketChannel) key.channel(), (HttpInput) key.attachment());
            }
        } catch (IOException broken) {
            close(key);
        }
    }

    private void read(SelectionKey key, SocketChannel channel, HttpInput input) throws IOException {
        readBuffer.clear();
        if (channel.read(readBuffer) < 0) {
            close(key);
        } else if (input.isCompleteWith(readBuffer.flip())) {
            take(input.text(0, input.end()), System.nanoTime());
            input.clear();
            // Some bytes to a connection that waits for them: there is always room.
            channel.write(OK.duplicate());
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void take(String request, long now) {
        var reference = reference(request);
        var told = flights;
        if (reference >= 0 && told != null) {
            told.calledBack(reference, now);
        } else if (request.contains("SubscribeURL")) {
            var body = JsonMapper.shared().readTree(request.substring(request.indexOf("\r\n\r\n")));
            confirm(URI.create(body.path("SubscribeURL").stringValue()));
        }
    }

    /** The number of the message a request is about; -1 where it tells none. */
    static long reference(String request) {
        var matcher = REFERENCE.matcher(request);
        if (!matcher.find()) {
            return -1;
        }
        return Long.parseLong(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }

    private void confirm(URI link) {
        var unused = http.sendAsync(HttpRequest.newBuilder(link).build(), BodyHandlers.discarding())
                .thenAccept(answer -> confirmed.incrementAndGet());
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        http.shutdownNow();
    }
}
