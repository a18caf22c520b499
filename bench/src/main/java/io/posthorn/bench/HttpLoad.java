package io.posthorn.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends through the API. One thread serves all connections, and a connection carries one request at a time: the gateway
 * answers the requests of a connection in order, so a second one behind the first would only wait there.
 */
final class HttpLoad implements Load {
    private static final Logger log = LoggerFactory.getLogger(HttpLoad.class);
    private static final int READ_BUFFER = 64 * 1024;
    private static final int TOLD_REFUSALS = 5;

    private final URI endpoint;
    private final HttpRequests requests;
    private final int connections;
    private final Selector selector;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BUFFER);
    private @Nullable Thread thread;
    private volatile boolean asleep;
    private volatile boolean stopping;
    private volatile boolean closed;
    private volatile @Nullable Exception failure;
    private long next;
    private int refusals;

    HttpLoad(URI endpoint, HttpRequests requests, int connections) {
        this.endpoint = endpoint;
        this.requests = requests;
        this.connections = connections;
        try {
            selector = Selector.open();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private final class Connection {
        private final SocketChannel channel;
        private final SelectionKey key;
        private final HttpAnswer answer = new HttpAnswer();
        private @Nullable ByteBuffer unsent;
        private boolean isWaiting;
        private long number;
        private long intended;

        private Connection() throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        private void send(long requestNumber, long meantFor) throws IOException {
            isWaiting = true;
            number = requestNumber;
            intended = meantFor;
            write(requests.request(number));
        }

        private void write(ByteBuffer request) throws IOException {
            channel.write(request);
            unsent = request.hasRemaining() ? request : null;
            key.interestOps(unsent == null ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }

        private void writeRest() throws IOException {
            if (unsent != null) {
                write(unsent);
            }
        }

        /** Whether an answer is complete. */
        private boolean read() throws IOException {
            readBuffer.clear();
            if (channel.read(readBuffer) < 0) {
                throw new IOException("the gateway closed the connection");
            }
            return answer.isCompleteWith(readBuffer.flip());
        }
    }

    @Override
    public void start(Pace pace, Flights flights) {
        start(pace, new AcceptedFlights(flights), 0);
    }

    /**
     * Begins to send, on a thread of its own, and tells of each request.
     *
     * @param first the number of the first request
     */
    void start(Pace pace, HttpNews news, long first) {
        next = first;
        thread = Thread.ofPlatform().name("http-load").start(() -> {
            try {
                for (var i = 0; i < connections; i++) {
                    idle.add(new Connection());
                }
                while (!closed) {
                    send(pace, news);
                    await(pace);
                    receive(news);
                }
            } catch (IOException | RuntimeException failed) {
                failure = failed;
            }
        });
    }

    private void send(Pace pace, HttpNews news) throws IOException {
        while (!stopping && !idle.isEmpty()) {
            var now = System.nanoTime();
            var intended = pace.take(now);
            if (intended == Pace.NOT_NOW) {
                return;
            }
            news.leaving(next, intended, now);
            idle.remove().send(next++, intended);
        }
    }

    private void await(Pace pace) throws IOException {
        asleep = true;
        var wait = stopping || idle.isEmpty() ? Pace.UNTIL_WOKEN : pace.untilNext(System.nanoTime());
        if (wait == 0 || closed) {
            selector.selectNow();
        } else if (wait == Pace.UNTIL_WOKEN) {
            selector.select();
        } else {
            // Rounded up: a message leaves up to a millisecond late, which counts against the system and is reported.
            selector.select(TimeUnit.NANOSECONDS.toMillis(wait) + 1);
        }
        asleep = false;
    }

    private void receive(HttpNews news) throws IOException {
        var ready = selector.selectedKeys();
        for (var key : ready) {
            var connection = (Connection) key.attachment();
            try {
                if (key.isWritable()) {
                    connection.writeRest();
                }
                if (key.isReadable() && connection.read()) {
                    finish(connection, news);
                }
            } catch (IOException broken) {
                replace(connection);
                if (connection.isWaiting) {
                    log.atWarn().setCause(broken).log("a connection broke");
                    news.broken(connection.number);
                }
            }
        }
        ready.clear();
    }

    private void finish(Connection connection, HttpNews news) throws IOException {
        var answer = connection.answer;
        if (!answer.isOk() && refusals++ < TOLD_REFUSALS) {
            log.atWarn()
                    .addKeyValue("status", answer.status())
                    .addKeyValue("answer", answer.body())
                    .log("a message was refused");
        }
        news.answered(connection.number, connection.intended, answer, System.nanoTime());
        connection.isWaiting = false;
        if (answer.isLast()) {
            replace(connection);
        } else {
            answer.clear();
            idle.add(connection);
        }
    }

    /** A connection that can no longer be used makes room for another. */
    private void replace(Connection connection) throws IOException {
        connection.key.cancel();
        connection.channel.close();
        idle.remove(connection);
        idle.add(new Connection());
    }

    @Override
    public void wakeUp() {
        if (asleep) {
            selector.wakeup();
        }
    }

    @Override
    public void check() {
        var failed = failure;
        if (failed != null) {
            throw new IllegalStateException("no more messages can be sent", failed);
        }
    }

    @Override
    public void stop() {
        stopping = true;
        selector.wakeup();
    }

    @Override
    public void close() {
        stopping = true;
        closed = true;
        selector.wakeup();
        try {
            if (thread != null) {
                thread.join();
            }
            for (var key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
