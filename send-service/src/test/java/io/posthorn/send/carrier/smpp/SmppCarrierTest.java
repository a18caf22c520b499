package io.posthorn.send.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.text.GsmText;
import io.posthorn.send.carrier.Room;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.SubmitResult.Refused;
import io.posthorn.send.carrier.SubmitResult.TryLater;
import io.posthorn.smsc.Smsc;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With the sessions of jSMPP on the other side. */
class SmppCarrierTest {
    private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

    private final List<SubmitSm> submitted = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Smsc.Behaviour behaviour = (smsc, message) -> accept(message);
    private final Smsc smsc;

    SmppCarrierTest() throws IOException {
        smsc = Smsc.start(4, (server, message) -> behaviour.submitted(server, message));
        open.add(smsc);
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private String accept(SubmitSm message) {
        submitted.add(message);
        return "id-" + ids.incrementAndGet();
    }

    private SmppScenario bound(Map<String, String> settings) {
        var scenario = new SmppScenario(smsc.port(), settings);
        open.add(scenario);
        scenario.awaitBound(1);
        return scenario;
    }

    @Test
    void handsAMessageOverAndAsksForAReceipt() {
        var scenario = bound(Map.of());

        assertThat(SmppScenario.ids(scenario.submit("m"))).containsExactly("id-1");

        assertThat(submitted).singleElement().satisfies(message -> {
            assertThat(message.getSourceAddr()).isEqualTo("12065550110");
            assertThat(message.getSourceAddrTon()).isEqualTo((byte) 1);
            assertThat(message.getDestAddress()).isEqualTo("14254147755");
            assertThat(message.getRegisteredDelivery()).isEqualTo((byte) 1);
            assertThat(message.getValidityPeriod()).startsWith("00000223595").endsWith("000R");
            assertThat(GsmText.decode(message.getShortMessage())).isEqualTo("hello m");
        });
    }

    @Test
    void joinsTenPartsWithEmojiToWhatWasSent() {
        var scenario = bound(Map.of());
        var body = (FAMILY + " caf\u00E9 \u20AC ").repeat(40);
        body = body.substring(0, 629).strip();

        var parts = SmppScenario.ids(scenario.submit(SmppScenario.message("long", body, 10)));

        assertThat(parts).hasSize(submitted.size()).doesNotHaveDuplicates();
        assertThat(submitted).hasSizeBetween(10, 11).allSatisfy(part -> {
            assertThat(part.getRegisteredDelivery()).isEqualTo((byte) 1);
            assertThat(part.getShortMessage()[3]).isEqualTo(submitted.getFirst().getShortMessage()[3]);
        });
        assertThat(joined()).isEqualTo(body);
    }

    private String joined() {
        var whole = new ByteArrayOutputStream();
        submitted.stream()
                .map(SubmitSm::getShortMessage)
                .sorted(Comparator.comparingInt(content -> content[5]))
                .forEach(content -> whole.write(content, 6, content.length - 6));
        return whole.toString(StandardCharsets.UTF_16BE);
    }

    @Test
    void handsOnReceiptsAndTexts() {
        var scenario = bound(Map.of());
        var id = SmppScenario.ids(scenario.submit("m")).getFirst();

        smsc.receipt(id, "ENROUTE", "14254147755", "12065550110");
        smsc.receipt(id, "DELIVRD", "14254147755", "12065550110");
        smsc.text(GsmText.encode("Stop {all}"), 0, "14254147755", "12065550110");

        assertThat(scenario.receipts).containsExactly("acme/id-1 SUCCESSFUL", "acme/id-1 DELIVERED final");
        assertThat(scenario.texts).singleElement().satisfies(text -> {
            assertThat(text.text()).isEqualTo("Stop {all}");
            assertThat(text.from()).isEqualTo("14254147755");
            assertThat(text.segment()).isNull();
        });
    }

    @Test
    void bindsSeparatelyAndSeveralTimes() {
        var scenario = new SmppScenario(smsc.port(), Map.of("mode", "SEPARATE", "binds", "2"));
        open.add(scenario);
        scenario.awaitBound(2);
        await().atMost(SmppScenario.PATIENCE).until(() -> smsc.bound() == 4);

        var answers = new ArrayList<CompletableFuture<SubmitResult>>();
        for (int i = 0; i < 20; i++) {
            answers.add(scenario.submit("m" + i));
        }

        assertThat(answers)
                .allSatisfy(answer -> assertThat(SmppScenario.ids(answer)).hasSize(1));
    }

    @Test
    void refusesWhatTheCarrierRefusesForGood() {
        var scenario = bound(Map.of());
        behaviour = (server, message) -> {
            throw new ProcessRequestException("no such number", SMPPConstant.STAT_ESME_RINVDSTADR);
        };

        assertThat(scenario.submit("m").join())
                .isEqualTo(new Refused(MessageStatus.INVALID, "ESME_RINVDSTADR 0x0000000B"));
    }

    @Test
    void takesTheOperatorsWordForACode() {
        var scenario = bound(Map.of("errors[0x0B]", "THROTTLE"));
        behaviour = (server, message) -> {
            throw new ProcessRequestException("busy", SMPPConstant.STAT_ESME_RINVDSTADR);
        };

        assertThat(scenario.submit("m").join()).isInstanceOf(TryLater.class);
    }

    @Test
    void slowsDownWhenTheCarrierIsAskedTooFast() {
        var scenario = bound(Map.of());
        behaviour = (server, message) -> {
            throw new ProcessRequestException("too fast", SMPPConstant.STAT_ESME_RTHROTTLED);
        };

        assertThat(scenario.submit("m").join()).isInstanceOf(TryLater.class);

        assertThat(scenario.carrier.reserve(SmppScenario.message("n", "n", 1)))
                .isInstanceOfSatisfying(
                        Room.Busy.class, busy -> assertThat(busy.limit()).isEqualTo(Room.Limit.THROTTLED));
        assertThat(scenario.carrier.rateLimit()).isPositive();
    }

    @Test
    void handsAPartThatWasPutOffOverAgainByItself() {
        var scenario = bound(Map.of());
        var refused = new AtomicInteger();
        behaviour = (server, message) -> {
            if (message.getShortMessage()[5] == 2 && refused.incrementAndGet() == 1) {
                throw new ProcessRequestException("busy", SMPPConstant.STAT_ESME_RMSGQFUL);
            }
            return accept(message);
        };

        assertThat(SmppScenario.ids(scenario.submit(SmppScenario.message("m", "a".repeat(400), 3))))
                .hasSize(3);

        assertThat(submitted)
                .extracting(message -> message.getShortMessage()[5])
                .containsExactlyInAnyOrder((byte) 1, (byte) 2, (byte) 3);
    }

    @Test
    void comesBackWhenTheConnectionBreaks() {
        var scenario = bound(Map.of());

        smsc.drop();
        await().atMost(SmppScenario.PATIENCE)
                .until(() -> scenario.meters
                                .get("posthorn.send.smpp.reconnects")
                                .counter()
                                .count()
                        > 0);
        scenario.awaitBound(1);

        assertThat(SmppScenario.ids(scenario.submit("m"))).hasSize(1);
    }

    @Test
    void hasAWindowThatCanBeSeen() {
        var scenario = new SmppScenario(smsc.port(), Map.of("binds", "2"));
        open.add(scenario);
        scenario.awaitBound(2);

        assertThat(scenario.meters
                        .get("posthorn.send.smpp.window.limit")
                        .gauge()
                        .value())
                .isEqualTo(200);
        assertThat(scenario.meters.get("posthorn.send.smpp.window.used").gauge().value())
                .isZero();
    }

    @Test
    void doesNotLetTheNetworkCollectSmallMessages() {
        var connections = new RecordingSockets();
        open.add(new SmppScenario(smsc.port(), Map.of("tls", "true"), connections));

        await().atMost(SmppScenario.PATIENCE).until(() -> !connections.withoutDelay.isEmpty());
        assertThat(connections.withoutDelay).doesNotContain(false);
    }

    /** Looks at the connections that are to be encrypted, and encrypts none. */
    private static final class RecordingSockets extends SSLSocketFactory {
        final List<Boolean> withoutDelay = new CopyOnWriteArrayList<>();

        @Override
        public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
            withoutDelay.add(plain.getTcpNoDelay());
            throw new IOException("only looked at");
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return new String[0];
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return new String[0];
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int localPort) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void unbindsWhenItIsClosed() {
        var scenario = bound(Map.of());

        scenario.close();

        await().atMost(SmppScenario.PATIENCE).until(() -> smsc.bound() == 0);
        assertThat(scenario.carrier.reserve(SmppScenario.message("m", "m", 1))).isInstanceOf(Room.Down.class);
    }
}
