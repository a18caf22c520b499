package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.posthorn.schemas.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ConflictException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.KeywordAction;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.MessageType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberCapability;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.RequestableNumberType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A conversation: from the account with the AWS SDK, from the recipient with a phone that is played. */
@ExtendWith(RunningStandalone.Shared.class)
class TwoWayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:answers";
    private static final HttpClient http = HttpClient.newHttpClient();

    private static RunningStandalone posthorn;
    private static RunningStandalone.Account account;
    private static PinpointSmsVoiceV2Client client;

    @BeforeAll
    static void open(RunningStandalone shared) throws Exception {
        posthorn = shared;
        account = shared.openAccount();
        client = Clients.of(posthorn.endpoint(), account.key());
    }

    @AfterAll
    static void close() {
        client.close();
        http.close();
    }

    @Test
    void goesFromAKeywordToAnOptOutAndBack() throws Exception {
        var leased = client.requestPhoneNumber(request -> request.isoCountryCode("US")
                .messageType(MessageType.TRANSACTIONAL)
                .numberCapabilities(NumberCapability.SMS)
                .numberType(RequestableNumberType.LONG_CODE));
        var number = leased.phoneNumber();
        client.updatePhoneNumber(request -> request.phoneNumberId(leased.phoneNumberId())
                .twoWayEnabled(true)
                .twoWayChannelArn(TOPIC));
        keyword(leased.phoneNumberId(), "HOURS", KeywordAction.AUTOMATIC_RESPONSE, "Nine to five");
        keyword(leased.phoneNumberId(), "START", KeywordAction.OPT_IN, "Welcome back");

        var code = send(number, "Your code is 123456");
        awaitOnPhone("Your code is 123456");

        reply(number, "Hours, please");
        awaitOnPhone("Nine to five");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(published()).singleElement().satisfies(told -> {
                    assertThat(told.path("originationNumber").stringValue()).isEqualTo(Clients.SUCCESS);
                    assertThat(told.path("destinationNumber").stringValue()).isEqualTo(number);
                    assertThat(told.path("messageKeyword").stringValue()).isEqualTo("HOURS");
                    assertThat(told.path("messageBody").stringValue()).isEqualTo("Hours, please");
                    assertThat(told.path("previousPublishedMessageId").stringValue())
                            .isEqualTo(code);
                }));

        reply(number, "Stop");
        awaitOnPhone("You are opted out and will get no more messages from this number.");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThatThrownBy(() -> send(number, "Anybody there?"))
                        .isInstanceOfSatisfying(
                                ConflictException.class,
                                refused -> assertThat(refused.reasonAsString())
                                        .isEqualTo("DESTINATION_PHONE_NUMBER_OPTED_OUT")));

        reply(number, "START");
        awaitOnPhone("Welcome back");
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(ConflictException.class)
                .until(() -> !send(number, "Good to see you").isEmpty());
        awaitOnPhone("Good to see you");
        assertThat(published()).as("opting out is answered, not published").hasSize(2);
    }

    private static void keyword(String number, String keyword, KeywordAction action, String message) {
        client.putKeyword(request -> request.originationIdentity(number)
                .keyword(keyword)
                .keywordAction(action)
                .keywordMessage(message));
    }

    private static String send(String number, String text) {
        return client.sendTextMessage(request -> request.destinationPhoneNumber(Clients.SUCCESS)
                        .originationIdentity(number)
                        .messageBody(text))
                .messageId();
    }

    private static void awaitOnPhone(String text) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var shown = call("GET", null).path("messages").valueStream();
            assertThat(shown.map(message -> message.path("messageBody").stringValue()))
                    .contains(text);
        });
    }

    private static void reply(String number, String text) throws IOException, InterruptedException {
        call(
                "POST",
                JsonMapper.shared().writeValueAsString(Map.of("destinationPhoneNumber", number, "messageBody", text)));
    }

    /** Asks the phone at the simulator destination, or writes from it. */
    private static JsonNode call(String method, @Nullable String body) throws IOException, InterruptedException {
        var phone = URI.create(posthorn.endpoint() + "/v1/handsets/%2B" + Clients.SUCCESS.substring(1) + "/messages");
        var request = HttpRequest.newBuilder(phone)
                .header(
                        "Authorization",
                        "Bearer " + account.key().accessKeyId() + "."
                                + account.key().secretAccessKey())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** What the two-way channel is told. */
    private static List<JsonNode> published() {
        var told = new ArrayList<JsonNode>();
        new TopicReader(posthorn.bootstrapServers(), posthorn.registryUrl()).read(Topics.EVENT_DELIVERIES, delivery -> {
            if (delivery.getAccountId().equals(account.id())) {
                told.add(JsonMapper.shared().readTree(delivery.getJson()));
            }
        });
        return told;
    }
}
