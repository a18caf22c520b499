package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.schemas.topic.Topics;
import io.posthorn.standalone.WebEndpoint.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ConflictException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.MessageType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberCapability;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.RequestPhoneNumberResponse;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.RequestableNumberType;
import tools.jackson.databind.JsonNode;

/** Messages to and from real carriers and real subscribers, set up as their owners would. */
@ExtendWith(RunningStandalone.Shared.class)
@Isolated("numbers of its own are in the inventory until it has leased them")
class CarriersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PHONE = "+12065550150";

    /** Nobody has opted out here. */
    private static final String OTHER_PHONE = "+12065550151";

    private static final int UCS2 = 8;

    /** Bytes of a part's text beside the six of its header, in whole characters. */
    private static final int PART = 134;

    private static RunningStandalone posthorn;
    private static PlayedCarriers carriers;
    private static RunningStandalone.Account account;
    private static PinpointSmsVoiceV2Client client;

    @BeforeAll
    static void open(RunningStandalone shared) throws Exception {
        posthorn = shared;
        carriers = shared.carriers();
        account = shared.openAccount();
        client = Clients.of(posthorn.endpoint(), account.key());
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Test
    void takesConversationsOverSmppToTheSubscribersOfATopic() throws Exception {
        var number = lease("+12125550190", "acme");
        try (var sns = Clients.topics(posthorn.endpoint(), account.key());
                var subscriber = new WebEndpoint(post -> Answer.TAKEN)) {
            var topic = sns.createTopic(request -> request.name("answers")).topicArn();
            sns.subscribe(request -> request.topicArn(topic).protocol("http").endpoint(subscriber.url()));
            await().atMost(PATIENCE).until(subscriber::isConfirmed);
            client.updatePhoneNumber(request -> request.phoneNumberId(number.phoneNumberId())
                    .twoWayEnabled(true)
                    .twoWayChannelArn(topic));
            var code = send(number, PHONE, "Your code is 123456");
            awaitAtAcme("Your code is 123456");

            var words = "👋🏽 Grüße aus Köln, мир! ".repeat(8).strip();
            writeInParts(words, number);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(subscriber.taken())
                            .singleElement()
                            .satisfies(post -> isAbout(post.published(), number, words, code)));

            write("help", number);
            awaitAtAcme("This number sends messages of the business you signed up with.");
            noise(number);
            write("Stop", number);
            awaitAtAcme("You are opted out and will get no more messages from this number.");
            nothingLeavesAnyMore(number);
            assertThat(subscriber.taken())
                    .extracting(post -> post.published().path("messageBody").stringValue())
                    .as("HELP and STOP are answered, not published")
                    .doesNotContain("help", "Stop");
        }
    }

    private static void isAbout(JsonNode told, RequestPhoneNumberResponse number, String words, String previous) {
        assertThat(told.propertyNames())
                .containsExactly(
                        "originationNumber",
                        "destinationNumber",
                        "messageKeyword",
                        "messageBody",
                        "inboundMessageId",
                        "previousPublishedMessageId");
        assertThat(told.path("originationNumber").stringValue()).isEqualTo(PHONE);
        assertThat(told.path("destinationNumber").stringValue()).isEqualTo(number.phoneNumber());
        assertThat(told.path("messageKeyword").stringValue()).isEmpty();
        assertThat(told.path("messageBody").stringValue()).isEqualTo(words);
        assertThat(told.path("previousPublishedMessageId").stringValue()).isEqualTo(previous);
    }

    /** Whatever is sent from now on is refused, or ends without having left. */
    private static void nothingLeavesAnyMore(RequestPhoneNumberResponse number) {
        var accepted = new ArrayList<String>();
        var refused =
                await().atMost(PATIENCE).until(() -> sendOrRefusal(number, accepted), reason -> !reason.isEmpty());
        assertThat(refused).isEqualTo("DESTINATION_PHONE_NUMBER_OPTED_OUT");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ends().keySet()).containsAll(accepted));
        assertThat(carriers.atAcme()).extracting(CarriersIT::text).doesNotContain("Anybody there?");
    }

    private static String sendOrRefusal(RequestPhoneNumberResponse number, List<String> accepted) {
        try {
            accepted.add(send(number, PHONE, "Anybody there?"));
            return "";
        } catch (ConflictException refused) {
            return refused.reasonAsString();
        }
    }

    @Test
    void goesToTheNextConnectionOfARouteAndToCarriersOverHttp() throws Exception {
        var number = lease("+12125550191", "main");

        var byRoute = send(number, OTHER_PHONE, "The first one is down");
        awaitAtAcme("The first one is down");
        carriers.acme()
                .receipt(
                        lastIdAtAcme(),
                        "DELIVRD",
                        OTHER_PHONE.substring(1),
                        number.phoneNumber().substring(1));

        var webbys = lease("+12125550192", "main");
        var overHttp = send(webbys, OTHER_PHONE, "Say \"hello\"");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(carriers.atWebby())
                        .singleElement()
                        .satisfies(taken -> {
                            assertThat(taken.path("sender").stringValue()).isEqualTo(webbys.phoneNumber());
                            assertThat(taken.path("recipient").stringValue()).isEqualTo(OTHER_PHONE);
                            assertThat(taken.path("content").stringValue()).isEqualTo("Say \"hello\"");
                            assertThat(taken.path("ref").stringValue()).isEqualTo(overHttp);
                        }));
        var receipt = "{\"message\":{\"id\":\"webby-1\",\"state\":\"failed\"}}";
        assertThat(tell(receipt, "0".repeat(64))).isEqualTo(401);
        assertThat(tell(receipt, signature(receipt))).isEqualTo(204);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ends())
                        .containsEntry(byRoute, "TEXT_DELIVERED")
                        .containsEntry(overHttp, "TEXT_UNREACHABLE"));
    }

    @Test
    void losesNothingWhileACarrierSendsNoise() throws Exception {
        var noisy = lease(PlayedCarriers.HOSTILE_NUMBER, "hostile");
        var quiet = lease("+12125550194", "acme");
        var throughNoise = new ArrayList<String>();
        var besideIt = new ArrayList<String>();
        var fromPeople = new ArrayList<String>();
        for (var i = 0; i < 80; i++) {
            throughNoise.add(send(noisy, "+1206555%04d".formatted(3_000 + i), "Through the noise " + i));
            fromPeople.add("From somebody " + i);
            carriers.hostile()
                    .text(
                            fromPeople.getLast(),
                            "1206555%04d".formatted(4_000 + i),
                            noisy.phoneNumber().substring(1));
            if (i % 4 == 0) {
                besideIt.add("Beside the noise " + i);
                send(quiet, "+1206555%04d".formatted(5_000 + i), besideIt.getLast());
            }
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(carriers.atAcme())
                        .extracting(CarriersIT::text)
                        .containsAll(besideIt));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(throughNoise).extracting(ends()::get).containsOnly("TEXT_DELIVERED"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receivedBy(noisy)).containsAll(fromPeople));
        await().atMost(PATIENCE).until(() -> carriers.hostile().owed() == 0);
        assertThat(carriers.hostile().broken()).isGreaterThan(2);
    }

    private static List<String> receivedBy(RequestPhoneNumberResponse number) {
        var texts = new ArrayList<String>();
        new TopicReader(posthorn.bootstrapServers(), posthorn.registryUrl()).read(Topics.INBOUND_MESSAGES, message -> {
            if (message.getDestinationNumber().equals(number.phoneNumber())) {
                texts.add(message.getMessageBody());
            }
        });
        return texts;
    }

    private static int tell(String receipt, String signature) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(posthorn.endpoint() + "/carriers/webby/receipts"))
                    .header("X-Signature", signature)
                    .POST(BodyPublishers.ofString(receipt))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static String signature(String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(PlayedCarriers.WEBBY_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A number whose messages go to a carrier, for the account. */
    private static RequestPhoneNumberResponse lease(String number, String carrier) throws Exception {
        posthorn.operator().addNumbers(number + ",US,LONG_CODE,SMS," + carrier + ",50,1.00,false");
        var leased = client.requestPhoneNumber(request -> request.isoCountryCode("US")
                .messageType(MessageType.TRANSACTIONAL)
                .numberCapabilities(NumberCapability.SMS)
                .numberType(RequestableNumberType.LONG_CODE));
        assertThat(leased.phoneNumber()).isEqualTo(number);
        return leased;
    }

    private static String send(RequestPhoneNumberResponse number, String phone, String text) {
        return client.sendTextMessage(request -> request.destinationPhoneNumber(phone)
                        .originationIdentity(number.phoneNumberId())
                        .messageBody(text))
                .messageId();
    }

    private static void awaitAtAcme(String beginning) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(carriers.atAcme())
                        .extracting(CarriersIT::text)
                        .anySatisfy(text -> assertThat(text).startsWith(beginning)));
    }

    private static String lastIdAtAcme() {
        return "acme-" + carriers.atAcme().size();
    }

    private static String text(SubmitSm message) {
        return new String(message.getShortMessage(), StandardCharsets.US_ASCII);
    }

    private static void write(String text, RequestPhoneNumberResponse number) {
        carriers.acme()
                .text(
                        text.getBytes(StandardCharsets.US_ASCII),
                        0,
                        PHONE.substring(1),
                        number.phoneNumber().substring(1));
    }

    /** As phones cut long messages, the last part first. */
    private static void writeInParts(String text, RequestPhoneNumberResponse number) {
        var content = text.getBytes(StandardCharsets.UTF_16BE);
        var total = (content.length + PART - 1) / PART;
        for (var part = total; part > 0; part--) {
            var begin = (part - 1) * PART;
            var end = Math.min(content.length, begin + PART);
            var bytes = new byte[6 + end - begin];
            System.arraycopy(new byte[] {5, 0, 3, 77, (byte) total, (byte) part}, 0, bytes, 0, 6);
            System.arraycopy(content, begin, bytes, 6, end - begin);
            carriers.acme()
                    .part(bytes, UCS2, PHONE.substring(1), number.phoneNumber().substring(1));
        }
    }

    /** What nobody wrote: any bytes in any coding, with headers that are none. */
    private static void noise(RequestPhoneNumberResponse number) {
        var random = new Random(7);
        for (var i = 0; i < 100; i++) {
            var bytes = new byte[1 + random.nextInt(140)];
            random.nextBytes(bytes);
            var from = "1206555%04d".formatted(9000 + i);
            var to = number.phoneNumber().substring(1);
            if (random.nextBoolean()) {
                carriers.acme().part(bytes, random.nextInt(16), from, to);
            } else {
                carriers.acme().text(bytes, random.nextInt(16), from, to);
            }
        }
    }

    /** Which event each message has ended with. */
    private static Map<String, String> ends() {
        var ends = new HashMap<String, String>();
        new TopicReader(posthorn.bootstrapServers(), posthorn.registryUrl()).read(Topics.DELIVERY_EVENTS, event -> {
            if (event.getIsFinal() && event.getAccountId().equals(account.id())) {
                ends.put(event.getMessageId(), event.getEventType());
            }
        });
        return ends;
    }
}
