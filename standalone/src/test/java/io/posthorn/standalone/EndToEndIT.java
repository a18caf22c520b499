package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.posthorn.core.api.ApiModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ConflictException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.EventType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.MessageType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberCapability;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.RequestableNumberType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ValidationException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.VoiceMessageBodyTextType;

/** Messages of every kind, end to end, with the development credentials. */
@ExtendWith(RunningStandalone.Shared.class)
class EndToEndIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static RunningStandalone posthorn;
    private static PinpointSmsVoiceV2Client client;

    @BeforeAll
    static void open(RunningStandalone shared) {
        posthorn = shared;
        client = Clients.of(posthorn.endpoint());
    }

    @AfterAll
    static void close() {
        client.close();
    }

    private static String pool(String number) {
        return client.createPool(request ->
                        request.originationIdentity(number).isoCountryCode("US").messageType(MessageType.TRANSACTIONAL))
                .poolId();
    }

    private static void logEvents(String configurationSet) {
        client.createConfigurationSet(request -> request.configurationSetName(configurationSet));
        client.createEventDestination(request -> request.configurationSetName(configurationSet)
                .eventDestinationName("log")
                .matchingEventTypes(EventType.ALL)
                .cloudWatchLogsDestination(log -> log.iamRoleArn("arn:aws:iam::000000000000:role/posthorn")
                        .logGroupArn("arn:aws:logs:us-east-1:000000000000:log-group:" + configurationSet)));
    }

    /** What the log group holds of one message. */
    private static List<String> logged(String logGroup, String messageId) {
        var directory =
                posthorn.data().resolve("log-groups/000000000000/us-east-1").resolve(logGroup);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .flatMap(file -> lines(file).stream())
                    .filter(line -> line.contains(messageId))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void deliversToTheSuccessSimulatorAndNotToTheFailureSimulator() {
        var pool = pool(Clients.simulatorNumber(client));
        logEvents("both");

        var delivered = client.sendTextMessage(request -> request.destinationPhoneNumber(Clients.SUCCESS)
                        .originationIdentity(pool)
                        .configurationSetName("both")
                        .messageBody("Hello"))
                .messageId();
        var failed = client.sendTextMessage(request -> request.destinationPhoneNumber(Clients.FAILURE)
                        .originationIdentity(pool)
                        .configurationSetName("both")
                        .messageBody("Hello"))
                .messageId();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(logged("both", delivered))
                    .hasSize(3)
                    .last()
                    .asString()
                    .contains("\"eventType\":\"TEXT_DELIVERED\"")
                    .contains("\"isFinal\":true");
            assertThat(logged("both", failed))
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("\"eventType\":\"TEXT_UNREACHABLE\"")
                    .contains("\"isFinal\":true");
        });
    }

    @Test
    void callsAndSendsMediaToTheSimulator() {
        var number = client.requestPhoneNumber(request -> request.isoCountryCode("US")
                        .messageType(MessageType.TRANSACTIONAL)
                        .numberCapabilities(NumberCapability.VOICE, NumberCapability.MMS)
                        .numberType(RequestableNumberType.SIMULATOR))
                .phoneNumberId();
        logEvents("spoken");

        var answered = client.sendVoiceMessage(request -> request.destinationPhoneNumber(Clients.SUCCESS)
                        .originationIdentity(number)
                        .configurationSetName("spoken")
                        .messageBody("<speak>Hello <emphasis>you</emphasis></speak>")
                        .messageBodyTextType(VoiceMessageBodyTextType.SSML))
                .messageId();
        var unanswered = client.sendVoiceMessage(request -> request.destinationPhoneNumber(Clients.FAILURE)
                        .originationIdentity(number)
                        .configurationSetName("spoken")
                        .messageBody("Hello"))
                .messageId();
        var shown = client.sendMediaMessage(request -> request.destinationPhoneNumber(Clients.SUCCESS)
                        .originationIdentity(number)
                        .configurationSetName("spoken")
                        .mediaUrls("s3://bucket/picture.png"))
                .messageId();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(logged("spoken", answered))
                    .hasSize(4)
                    .last()
                    .asString()
                    .contains("\"eventType\":\"VOICE_COMPLETED\"")
                    .contains("\"callDurationInSeconds\":1,\"totalDurationInMinutes\":1")
                    .contains("\"isFinal\":true");
            assertThat(logged("spoken", unanswered))
                    .hasSize(3)
                    .last()
                    .asString()
                    .contains("\"eventType\":\"VOICE_NO_ANSWER\"")
                    .contains("\"isFinal\":true");
            assertThat(logged("spoken", shown)).last().asString().contains("\"eventType\":\"MEDIA_DELIVERED\"");
        });
    }

    @Test
    void showsANameWhereTheCountryShowsNames() {
        logEvents("named");

        var id = client.sendTextMessage(request -> request.destinationPhoneNumber("+33755512501")
                        .originationIdentity("MyShop")
                        .configurationSetName("named")
                        .messageBody("Bonjour"))
                .messageId();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(logged("named", id))
                        .last()
                        .asString()
                        .contains("\"eventType\":\"TEXT_DELIVERED\"")
                        .contains("\"originationPhoneNumber\":\"MyShop\""));
        assertThatThrownBy(() -> client.sendTextMessage(request -> request.destinationPhoneNumber("+5351234567")
                        .originationIdentity("MyShop")
                        .messageBody("Hola")))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        refused -> assertThat(refused.reasonAsString()).isEqualTo("DESTINATION_COUNTRY_BLOCKED"));
    }

    @Test
    void readsWhatItWrote() {
        var number = Clients.simulatorNumber(client);
        var pool = pool(number);

        assertThat(client.describePools(request -> request.poolIds(pool)).pools())
                .singleElement()
                .satisfies(found -> assertThat(found.messageType()).isEqualTo(MessageType.TRANSACTIONAL));
        assertThat(client.listPoolOriginationIdentities(request -> request.poolId(pool))
                        .originationIdentities())
                .singleElement()
                .satisfies(member -> assertThat(member.originationIdentity()).isEqualTo(number));
    }

    @Test
    void refusesAtOnceWhatCanBeKnownAtOnce() {
        var number = Clients.simulatorNumber(client);

        assertThatThrownBy(() -> client.sendTextMessage(request -> request.destinationPhoneNumber(Clients.SUCCESS)
                        .originationIdentity("pool-nowhere")
                        .messageBody("x")))
                .isInstanceOf(ResourceNotFoundException.class);
        client.putOptedOutNumber(request -> request.optOutListName("Default").optedOutNumber("+447860019066"));
        assertThatThrownBy(() -> client.sendTextMessage(request -> request.destinationPhoneNumber("+447860019066")
                        .originationIdentity(number)
                        .messageBody("x")))
                .isInstanceOf(
                        software.amazon.awssdk.services.pinpointsmsvoicev2.model.PinpointSmsVoiceV2Exception.class);
    }

    @Test
    void keepsAccountsOfDifferentRegionsApart() {
        var pool = pool(Clients.simulatorNumber(client));

        assertThat(client.describePools(request -> request.poolIds(pool)).pools())
                .hasSize(1);
        assertThatThrownBy(() -> client.describePools(
                        request -> request.poolIds("arn:aws:sms-voice:eu-west-1:000000000000:pool/" + pool)))
                .isInstanceOfAny(ResourceNotFoundException.class, ConflictException.class);
    }

    private static final Pattern DOCUMENTED = Pattern.compile("\\| `(\\w+)` \\| (yes|not yet) \\|");

    @Test
    void offersTheOperationsTheDocumentationSaysItOffers() throws IOException, InterruptedException {
        var api = new RawApi(posthorn.endpoint());
        var documented = new TreeMap<String, Boolean>();
        DOCUMENTED
                .matcher(Files.readString(Path.of("..", "docs", "compatibility.md")))
                .results()
                .forEach(match -> documented.put(match.group(1), match.group(2).equals("yes")));

        var found = new TreeMap<String, Boolean>();
        for (var operation : ApiModel.load().operations()) {
            var answer = api.call(operation.name(), "{}").body();
            found.put(operation.name(), !answer.contains("UNKNOWN_OPERATION"));
        }

        assertThat(found).isEqualTo(documented);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "{\"MessageBody\": 5}, ValidationException",
        "{\"DestinationPhoneNumber\": \"nobody\"}, ValidationException",
        "[], SerializationException",
        "{, SerializationException",
        "'', SerializationException",
    })
    void answersGarbageWithATypedError(String body, String error) throws IOException, InterruptedException {
        var answer = new RawApi(posthorn.endpoint()).call("SendTextMessage", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("#" + error + "\"").doesNotContain("at io.posthorn");
    }
}
