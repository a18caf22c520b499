package io.posthorn.send.carrier.smpp;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.platform.inbound.InboundText;
import io.posthorn.schemas.Message;
import io.posthorn.send.Messages;
import io.posthorn.send.carrier.CarrierReceipts;
import io.posthorn.send.carrier.Room;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.SubmitResult.Accepted;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A carrier of ours, what it is handed, and what it hands on. */
final class SmppScenario implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final String NUMBER = "+12065550110";

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<String> receipts = new CopyOnWriteArrayList<>();
    final List<InboundText> texts = new CopyOnWriteArrayList<>();
    final SmppCarrier carrier;

    /** Says at once that everything is safe. */
    private final class Receipts implements CarrierReceipts {
        @Override
        public CompletableFuture<Void> report(
                String name, String messageId, String carrierMessageId, SubmitResult.Receipt receipt) {
            throw new AssertionError("SMPP carriers do not know our ids");
        }

        @Override
        public CompletableFuture<Void> report(
                String connection, String carrierMessageId, SubmitResult.Receipt receipt) {
            receipts.add(
                    connection + "/" + carrierMessageId + " " + receipt.status() + (receipt.isFinal() ? " final" : ""));
            return CompletableFuture.completedFuture(null);
        }
    }

    /** @param settings by the end of their key, beside those every test has */
    SmppScenario(int port, Map<String, String> settings) {
        this(port, settings, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    SmppScenario(int port, Map<String, String> settings, SSLSocketFactory sockets) {
        carrier = new SmppCarrier(
                "acme",
                connection(port, settings),
                sockets,
                new Receipts(),
                this::keep,
                Clock.systemUTC(),
                new SmppMeters(meters, "acme"));
        carrier.start();
    }

    private CompletableFuture<Void> keep(InboundText text) {
        texts.add(text);
        return CompletableFuture.completedFuture(null);
    }

    static SmppConnection connection(int port, Map<String, String> settings) {
        var all = new HashMap<String, Object>(Map.of(
                "c.host", "127.0.0.1",
                "c.port", port,
                "c.system-id", "posthorn",
                "c.password", "secret",
                "c.reconnect-after", "20ms",
                "c.response-timeout", "500ms"));
        settings.forEach((key, value) -> all.put("c." + key, value));
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("c", SmppConnection.class)
                .get();
    }

    void awaitBound(int connections) {
        await().atMost(PATIENCE).until(() -> carrier.bound() == connections);
    }

    static Message message(String name, String body, int parts) {
        return Messages.aMessage(name, NUMBER, Clock.systemUTC().instant())
                .setMessageBody(body)
                .setParts(parts)
                .setCarrier("acme")
                .build();
    }

    /** As the connector does it. */
    CompletableFuture<SubmitResult> submit(Message message) {
        if (!(carrier.reserve(message) instanceof Room.Free)) {
            await().atMost(PATIENCE).until(() -> carrier.reserve(message) instanceof Room.Free);
        }
        return carrier.submit(message);
    }

    CompletableFuture<SubmitResult> submit(String name) {
        return submit(message(name, "hello " + name, 1));
    }

    static List<String> ids(CompletableFuture<SubmitResult> answer) {
        var accepted = (Accepted)
                answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        var references = accepted.references();
        if (references == null) {
            throw new AssertionError("no references in " + accepted);
        }
        return references.ids();
    }

    @Override
    public void close() {
        carrier.close();
    }
}
