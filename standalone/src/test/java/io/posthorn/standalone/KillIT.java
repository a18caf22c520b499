package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ConflictException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.MessageType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberCapability;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.PhoneNumberInformation;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.RequestableNumberType;

/**
 * The promise that nothing accepted is lost and nothing is sent twice, through {@code kill -9} in the middle; no number of the
 * inventory either.
 */
class KillIT {
    private static final int MESSAGES = 10_000;

    /** Long codes of the United States in the example inventory. */
    private static final int NUMBERS_HELD = 10;

    private static final int NUMBERS_WANTED = 14;
    private static final Pattern ENDPOINT = Pattern.compile("API endpoint +(\\S+)");
    private static final Pattern KAFKA = Pattern.compile("Kafka +(\\S+)");
    private static final Pattern REGISTRY = Pattern.compile("Schema registry +(\\S+)");

    @TempDir
    Path directory;

    private JavaProcess start(int port) {
        return JavaProcess.start(
                "standalone",
                directory.resolve("up-" + port + ".log"),
                List.of(
                        "--port=" + port,
                        "--kafka-port=0",
                        "--registry-port=0",
                        "--data=" + directory.resolve("data"),
                        "--posthorn.send.throttle.simulator-rate=5000"));
    }

    /** What came of a request for a number in the end, asked for again with the same token while there is no answer. */
    private static String requestUntilAnswered(PinpointSmsVoiceV2Client client, String token) {
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(
                        () -> {
                            try {
                                return client.requestPhoneNumber(request -> request.isoCountryCode("US")
                                                .messageType(MessageType.TRANSACTIONAL)
                                                .numberCapabilities(NumberCapability.SMS)
                                                .numberType(RequestableNumberType.LONG_CODE)
                                                .clientToken(token))
                                        .phoneNumber();
                            } catch (ConflictException none) {
                                return none.reasonAsString();
                            }
                        },
                        Objects::nonNull);
    }

    /** All numbers of the example inventory are with the account, each once, and all who asked have their answer. */
    private static void everyNumberIsGivenOnce(PinpointSmsVoiceV2Client client, List<Future<String>> requests)
            throws Exception {
        var answers = new ArrayList<String>();
        for (var request : requests) {
            answers.add(request.get());
        }
        var given = answers.stream().filter(answer -> answer.startsWith("+")).toList();
        assertThat(given).hasSize(NUMBERS_HELD).doesNotHaveDuplicates();
        assertThat(answers)
                .filteredOn("NO_ORIGINATION_IDENTITIES_FOUND"::equals)
                .hasSize(NUMBERS_WANTED - NUMBERS_HELD);
        assertThat(client.describePhoneNumbers(request -> {}).phoneNumbers())
                .filteredOn(number -> number.numberType() == NumberType.LONG_CODE)
                .extracting(PhoneNumberInformation::phoneNumber)
                .containsExactlyInAnyOrderElementsOf(given);
    }

    @Test
    void everyAcceptedMessageHasExactlyOneFinalEvent() throws Exception {
        var first = start(0);
        var endpoint = first.awaitLine(ENDPOINT);
        var port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
        try (var client = Clients.of(endpoint)) {
            var number = Clients.simulatorNumber(client);
            try (var senders = new Senders(client, number, MESSAGES);
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                senders.awaitAccepted(MESSAGES / 4);
                var requests = new ArrayList<Future<String>>();
                for (int i = 0; i < NUMBERS_WANTED; i++) {
                    var token = "number-" + i;
                    requests.add(threads.submit(() -> requestUntilAnswered(client, token)));
                }
                senders.awaitAccepted(MESSAGES / 3);
                first.kill();
                try (var second = start(port)) {
                    senders.awaitAccepted(MESSAGES);
                    everyNumberIsGivenOnce(client, requests);

                    var events = new FinalEvents(second.awaitLine(KAFKA), second.awaitLine(REGISTRY));
                    await().atMost(Duration.ofMinutes(2))
                            .pollInterval(Duration.ofSeconds(1))
                            .until(() -> events.byMessage().keySet().containsAll(senders.accepted()));
                    assertThat(events.byMessage())
                            .hasSizeGreaterThanOrEqualTo(MESSAGES)
                            .allSatisfy((message, finals) -> assertThat(finals).isEqualTo(1));
                }
            }
        }
    }
}
