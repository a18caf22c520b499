package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.schemas.topic.Topics;
import io.posthorn.smsc.Smsc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.MessageType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberCapability;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.RequestableNumberType;

/** Two carriers over SMPP that take messages without a word, until they are told to answer. */
final class SilentCarriers implements AutoCloseable {
    /** Most messages without an answer that each agrees to. */
    private static final int WINDOW = 10;

    private static final int MESSAGES = WINDOW + 5;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int THREADS = WINDOW + 2;

    /** What becomes of messages that nobody knows the answer of, and the name of the carrier where that is so. */
    private enum Policy {
        RESEND("+18775550101"),
        UNKNOWN("+18775550102");

        /** A number whose messages go there. */
        final String number;

        Policy(String number) {
            this.number = number;
        }

        String carrier() {
            return "silent-" + name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Policy, Carrier> carriers = new EnumMap<>(Policy.class);
    private final CountDownLatch answers = new CountDownLatch(1);

    private final class Carrier {
        final List<String> messages = new ArrayList<>();
        final List<String> texts = new CopyOnWriteArrayList<>();
        final AtomicInteger ids = new AtomicInteger();
        final Smsc smsc;

        Carrier() throws IOException {
            smsc = Smsc.start(THREADS, this::submitted);
        }

        private String submitted(Smsc self, SubmitSm message) throws ProcessRequestException {
            texts.add(new String(message.getShortMessage(), StandardCharsets.US_ASCII));
            if (answers.getCount() > 0) {
                awaitAnswers();
                throw new ProcessRequestException("too late", SMPPConstant.STAT_ESME_RSYSERR);
            }
            var id = "id-" + ids.incrementAndGet();
            Thread.startVirtualThread(
                    () -> self.receipt(id, "DELIVRD", message.getDestAddress(), message.getSourceAddr()));
            return id;
        }
    }

    SilentCarriers() throws IOException {
        for (var policy : Policy.values()) {
            carriers.put(policy, new Carrier());
        }
    }

    private void awaitAnswers() throws ProcessRequestException {
        try {
            answers.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ProcessRequestException("the connection is gone", SMPPConstant.STAT_ESME_RSYSERR);
        }
    }

    /** What the system is to know of them. */
    List<String> arguments() {
        var arguments = new ArrayList<String>();
        carriers.forEach((policy, carrier) -> {
            var key = "--posthorn.send.carriers.smpp." + policy.carrier() + ".";
            arguments.addAll(List.of(
                    key + "host=127.0.0.1",
                    key + "port=" + carrier.smsc.port(),
                    key + "window=" + WINDOW,
                    // Silence is no reason to think that they are gone.
                    key + "enquire-link-interval=5m",
                    key + "in-doubt=" + policy));
        });
        arguments.add("--posthorn.send.connector.answer-timeout=5m");
        return arguments;
    }

    /** Lines of the inventory with a number for each. */
    String[] numbers() {
        return carriers.keySet().stream()
                .map(policy -> policy.number + ",US,TOLL_FREE,SMS," + policy.carrier() + ",50,2.00,false")
                .toArray(String[]::new);
    }

    /** Fills the windows, with some messages more that have to wait. */
    void fillWindows(PinpointSmsVoiceV2Client client) {
        for (var policy : Policy.values()) {
            var leased = client.requestPhoneNumber(request -> request.isoCountryCode("US")
                    .messageType(MessageType.TRANSACTIONAL)
                    .numberCapabilities(NumberCapability.SMS)
                    .numberType(RequestableNumberType.TOLL_FREE));
            assertThat(leased.phoneNumber()).isEqualTo(policy.number);
            for (var i = 0; i < MESSAGES; i++) {
                var text = "doubtful " + i;
                carrier(policy)
                        .messages
                        .add(client.sendTextMessage(request -> request.destinationPhoneNumber("+12065550199")
                                        .originationIdentity(leased.phoneNumberId())
                                        .messageBody(text))
                                .messageId());
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(carriers.values())
                        .allSatisfy(carrier -> assertThat(carrier.texts).hasSize(WINDOW)));
    }

    /** The ids of all of them. */
    List<String> messages() {
        return carriers.values().stream()
                .flatMap(carrier -> carrier.messages.stream())
                .toList();
    }

    /**
     * After a crash the window of each was in doubt, and no more; it was treated as its carrier wants, and counted. The
     * others went out as if nothing had happened.
     */
    void requireWhatEachWants(TopicReader reader, String api) throws Exception {
        var ends = new HashMap<String, String>();
        reader.read(Topics.DELIVERY_EVENTS, event -> {
            if (event.getIsFinal()) {
                ends.put(event.getMessageId(), event.getEventType());
            }
        });
        assertThat(carrier(Policy.RESEND).messages).extracting(ends::get).containsOnly("TEXT_DELIVERED");
        assertThat(carrier(Policy.RESEND).texts).hasSize(MESSAGES + WINDOW);
        assertThat(new HashSet<>(carrier(Policy.RESEND).texts)).hasSize(MESSAGES);
        assertThat(carrier(Policy.UNKNOWN).messages)
                .extracting(ends::get)
                .containsOnly("TEXT_DELIVERED", "TEXT_UNKNOWN")
                .filteredOn("TEXT_UNKNOWN"::equals)
                .hasSize(WINDOW);
        assertThat(carrier(Policy.UNKNOWN).texts).hasSize(MESSAGES).doesNotHaveDuplicates();
        var metrics = Clients.get(api + "/actuator/prometheus");
        for (var policy : Policy.values()) {
            assertThat(metrics)
                    .containsPattern("posthorn_send_in_doubt_total\\{[^}]*carrier=\"" + policy.carrier()
                            + "\"[^}]*handled=\"" + policy.name().toLowerCase(Locale.ROOT) + "\"[^}]*\\} " + WINDOW
                            + "\\.0");
        }
    }

    private Carrier carrier(Policy policy) {
        return Objects.requireNonNull(carriers.get(policy));
    }

    /** From now on they answer, and tell that messages have arrived. */
    void answer() {
        answers.countDown();
    }

    @Override
    public void close() throws IOException {
        answer();
        for (var carrier : carriers.values()) {
            carrier.smsc.close();
        }
    }
}
