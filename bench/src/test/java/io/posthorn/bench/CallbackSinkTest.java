package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackSinkTest {
    private final CallbackSink sink = new CallbackSink();
    private final HttpClient http = HttpClient.newHttpClient();
    private final NumberedFlights flights =
            new NumberedFlights(new Measurements(), new ClosedPace(1, () -> {}), true, 5, 10);

    CallbackSinkTest() throws IOException {
        sink.tell(flights);
    }

    @AfterEach
    void close() throws IOException {
        sink.close();
        http.shutdownNow();
    }

    private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    @Test
    void countsWhatAnAddressOrABodyTells() throws IOException, InterruptedException {
        assertThat(status(HttpRequest.newBuilder(URI.create(sink.url() + "?ref=5"))))
                .isEqualTo(200);
        assertThat(status(HttpRequest.newBuilder(URI.create(sink.url()))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"context\":{\"ref\":\"6\"}}"))))
                .isEqualTo(200);

        assertThat(flights.endedSoFar()).isEqualTo(2);
        sink.check();
    }

    @Test
    void confirmsSubscriptions() throws IOException, InterruptedException {
        var visits = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/confirm", exchange -> {
            visits.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            var link = "http://127.0.0.1:" + server.getAddress().getPort() + "/confirm";
            status(HttpRequest.newBuilder(URI.create(sink.url()))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"SubscribeURL\":\"" + link + "\"}")));

            await().until(() -> sink.confirmed() == 1);
            assertThat(visits).hasValue(1);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /?ref=17 HTTP/1.1,17",
        "GET /?type=1&ref=3 HTTP/1.1,3",
        "'{\"context\":{\"ref\":\"12\"}}',12",
        "GET /?preference=3 HTTP/1.1,-1",
        "'{\"ref\":\"\"}',-1"
    })
    void findsTheReference(String request, long reference) {
        assertThat(CallbackSink.reference(request)).isEqualTo(reference);
    }
}
