package io.posthorn.send.carrier.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.schemas.Message;
import io.posthorn.send.Messages;
import io.posthorn.send.carrier.CarrierReceipts;
import io.posthorn.send.carrier.Room;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.SubmitResult.Accepted;
import io.posthorn.send.carrier.SubmitResult.References;
import io.posthorn.send.carrier.SubmitResult.Refused;
import io.posthorn.send.carrier.SubmitResult.TryLater;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class HttpCarrierTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> reported = new ArrayList<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final HttpClient http = HttpClient.newHttpClient();
    private int status = 200;
    private String answer = "{\"data\":{\"id\":7}}";

    /** Says at once that everything is safe. */
    private final class Receipts implements CarrierReceipts {
        @Override
        public CompletableFuture<Void> report(
                String carrier, String messageId, String carrierMessageId, SubmitResult.Receipt receipt) {
            reported.add(carrier + " ours " + messageId + " " + receipt.status() + " " + receipt.isFinal());
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> report(
                String connection, String carrierMessageId, SubmitResult.Receipt receipt) {
            reported.add(connection + " theirs " + carrierMessageId + " " + receipt.status() + " " + receipt.isFinal());
            return CompletableFuture.completedFuture(null);
        }
    }

    HttpCarrierTest() throws IOException {
        server.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            var octets = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, octets.length);
            exchange.getResponseBody().write(octets);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
    }

    @Test
    void fillsTheGapsSoThatTextStaysText() {
        var carrier = carrier(Map.of(
                "headers.Authorization", "Bearer {to}",
                "body", "{\"to\":\"{to}\",\"text\":\"{text}\",\"entity\":\"{parameters.IN_ENTITY_ID}\"}"));

        var result = carrier.submit(message("say \"hi\" {to}\n")).join();

        assertThat(result).isEqualTo(new Accepted(Messages.idOf("m"), List.of()));
        assertThat(asked)
                .containsExactly("Bearer +14254147755"
                        + " {\"to\":\"+14254147755\",\"text\":\"say \\\"hi\\\" {to}\\n\",\"entity\":\"\"}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"application/x-www-form-urlencoded, t=a%26b+%3C", "text/xml, t=a&amp;b &lt;", "text/plain, t=a&b <"})
    void writesAsTheContentTypeWants(String type, String body) {
        var unused = carrier(Map.of("content-type", type, "body", "t={text}"))
                .submit(message("a&b <"))
                .join();

        assertThat(asked).containsExactly("null " + body);
    }

    @Test
    void remembersTheCarriersId() {
        assertThat(carrier(Map.of("id-pointer", "/data/id"))
                        .submit(message("m"))
                        .join())
                .isEqualTo(new Accepted("7", List.of(), new References("webby", List.of("7"))));
    }

    @Test
    void tellsRefusalsFromDelaysAndDoubts() {
        status = 400;
        assertThat(carrier(Map.of()).submit(message("m")).join())
                .isEqualTo(new Refused(MessageStatus.CARRIER_BLOCKED, "HTTP 400"));
        status = 429;
        assertThat(carrier(Map.of()).submit(message("m")).join())
                .isEqualTo(new TryLater(Duration.ofSeconds(1), "HTTP 429"));
        status = 502;
        assertThat(carrier(Map.of()).submit(message("m"))).failsWithin(Duration.ofSeconds(5));
        server.stop(0);
        assertThat(carrier(Map.of()).submit(message("m")).join()).isInstanceOf(TryLater.class);
    }

    @Test
    void asksNoMoreAtATimeThanItsWindow() {
        var carrier = carrier(Map.of("window", "1"));

        assertThat(carrier.reserve(message("m"))).isEqualTo(Room.FREE);
        assertThat(carrier.reserve(message("n"))).isInstanceOf(Room.Busy.class);
        carrier.submit(message("m")).join();
        assertThat(carrier.reserve(message("n"))).isEqualTo(Room.FREE);
    }

    @Test
    void takesReceiptsThatAreSigned() throws Exception {
        var told = "{\"id\":7,\"status\":\"done\"}";

        assertThat(callBack("webby", told, "sha256=" + signature(told), Map.of("id-pointer", "/data/id")))
                .isEqualTo(204);
        assertThat(callBack("webby", told, signature(told), Map.of())).isEqualTo(204);
        assertThat(reported).containsExactly("webby theirs 7 DELIVERED true", "webby ours 7 DELIVERED true");
    }

    @Test
    void refusesReceiptsOfOthers() throws Exception {
        var told = "{\"id\":7,\"status\":\"done\"}";

        assertThat(callBack("webby", told, "sha256=" + signature("else"), Map.of()))
                .isEqualTo(401);
        assertThat(callBack("webby", told, "no-hex", Map.of())).isEqualTo(401);
        assertThat(callBack("nobody", told, signature(told), Map.of())).isEqualTo(404);
        assertThat(callBack("webby", "[", signature("["), Map.of())).isEqualTo(400);
        var strange = "{\"id\":7,\"status\":\"strange\"}";
        assertThat(callBack("webby", strange, signature(strange), Map.of())).isEqualTo(204);
        assertThat(reported).isEmpty();
    }

    private int callBack(String name, String body, String signature, Map<String, String> settings)
            throws ServletException, IOException {
        var servlet = new ReceiptServlet(Map.of("webby", connection(settings)), new Receipts());
        var request = new MockHttpServletRequest("POST", "/carriers/" + name + "/receipts");
        request.setPathInfo("/" + name + "/receipts");
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        request.addHeader("X-Signature", signature);
        var response = new MockHttpServletResponse();
        servlet.service(request, response);
        return response.getStatus();
    }

    private static String signature(String body) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpCarrier carrier(Map<String, String> settings) {
        return new HttpCarrier("webby", connection(settings), http, Clock.systemUTC());
    }

    private HttpConnection connection(Map<String, String> settings) {
        var all = new HashMap<String, Object>(Map.of(
                "c.url", "http://127.0.0.1:" + server.getAddress().getPort() + "/messages",
                "c.callback.secret", "secret",
                "c.callback.statuses.done", "DELIVERED"));
        settings.forEach((key, value) -> all.put("c." + key, value));
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("c", HttpConnection.class)
                .get();
    }

    private static Message message(String text) {
        return Messages.aMessage("m", "+12065550110", Clock.systemUTC().instant())
                .setMessageBody(text)
                .build();
    }
}
