package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {
    private static final int CONNECTIONS = 3;
    private static final int WINDOW = 5;
    private static final List<Sender> SENDERS = List.of(new Sender(Sender.Account.numbered(1), "pool-1"));

    private final Queue<String> answered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Measurements measurements = new Measurements();
    private final HttpServer gateway;
    private final HttpLoad load;
    private volatile boolean refuses;
    private volatile boolean closesConnections;

    HttpLoadTest() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var endpoint = URI.create("http://localhost:" + gateway.getAddress().getPort());
        load = new HttpLoad(
                endpoint,
                new SendRequests(endpoint, SENDERS, SendRequests.Body.TO_SIMULATOR, Clock.systemUTC()),
                CONNECTIONS);
    }

    @BeforeEach
    void start() {
        gateway.createContext("/", this::answer);
        gateway.start();
        measurements.begin(System.nanoTime());
    }

    @AfterEach
    void stop() {
        load.close();
        gateway.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            requests.incrementAndGet();
            var id = UUID.randomUUID().toString();
            var body = refuses ? "{\"__type\":\"ThrottlingException\"}" : "{\"MessageId\":\"" + id + "\"}";
            if (!refuses) {
                answered.add(id);
            }
            if (closesConnections) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            exchange.sendResponseHeaders(refuses ? 400 : 200, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void keepsTheWindowFullAndNoFuller() {
        var pace = new ClosedPace(WINDOW, load::wakeUp);
        var flights = new Flights(measurements, pace);
        load.start(pace, flights);

        for (var ended = 0; ended < 50; ended += WINDOW) {
            var expected = ended + WINDOW;
            await().until(() -> flights.acceptedSoFar() == expected);
            assertThat(flights.outstanding()).isEqualTo(WINDOW);
            for (var i = 0; i < WINDOW; i++) {
                var id = answered.remove();
                flights.submitted(id, System.nanoTime());
                flights.ended(id, true, System.nanoTime());
            }
        }
        load.stop();
        load.check();

        await().until(() -> measurements.answers().total().getTotalCount() >= 50);
        assertThat(measurements.ends().total().getTotalCount()).isEqualTo(50);
    }

    @Test
    void goesOnAfterARefusal() {
        refuses = true;
        var pace = new ClosedPace(1, load::wakeUp);
        var flights = new Flights(measurements, pace);
        load.start(pace, flights);

        await().until(() -> requests.get() > 10);
        refuses = false;

        await().until(() -> flights.acceptedSoFar() == 1);
        load.check();
    }

    @Test
    void goesOnWhenConnectionsAreClosedAfterTheAnswer() {
        closesConnections = true;
        var flights = new Flights(measurements, new ClosedPace(50, () -> {}));
        load.start(new ClosedPace(50, load::wakeUp), flights);

        await().until(() -> flights.acceptedSoFar() == 50);
        load.check();
        assertThat(flights.counts().refused()).isZero();
    }

    @Test
    void tellsWhenNobodyAnswers() {
        gateway.stop(0);
        var pace = new ClosedPace(1, load::wakeUp);
        load.start(pace, new Flights(measurements, pace));

        await().untilAsserted(() -> assertThatThrownBy(load::check).isInstanceOf(IllegalStateException.class));
    }
}
