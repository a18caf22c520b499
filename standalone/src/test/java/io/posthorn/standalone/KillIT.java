package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.schemas.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ConflictException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.EventType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.MessageType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberCapability;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.PhoneNumberInformation;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.RequestableNumberType;
import tools.jackson.databind.json.JsonMapper;

/**
 * The promise that nothing accepted is lost and nothing is sent twice, through {@code kill -9} in the middle; no number
 * of the inventory either; and that each event is in the files of its log group and of its delivery stream once.
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
                        "--posthorn.send.throttle.simulator-rate=5000",
                        "--posthorn.dispatcher.stream.interval=1s",
                        "--posthorn.dispatcher.stream.format=GZIP"));
    }

    /** A configuration set whose events go to files of both kinds. */
    private static String loggedSet(PinpointSmsVoiceV2Client client) {
        client.createConfigurationSet(request -> request.configurationSetName("logged"));
        client.createEventDestination(request -> request.configurationSetName("logged")
                .eventDestinationName("log")
                .matchingEventTypes(EventType.ALL)
                .cloudWatchLogsDestination(log -> log.iamRoleArn("arn:aws:iam::000000000000:role/posthorn")
                        .logGroupArn("arn:aws:logs:us-east-1:000000000000:log-group:all")));
        client.createEventDestination(request -> request.configurationSetName("logged")
                .eventDestinationName("stream")
                .matchingEventTypes(EventType.ALL)
                .kinesisFirehoseDestination(stream -> stream.iamRoleArn("arn:aws:iam::000000000000:role/posthorn")
                        .deliveryStreamArn("arn:aws:firehose:us-east-1:000000000000:deliverystream/all")));
        return "logged";
    }

    /** The events in all files below a place that end so, as the message and the type of each. */
    private List<String> written(String place, String suffix) {
        try (var files = Files.walk(directory.resolve("data").resolve(place))) {
            var written = new ArrayList<String>();
            for (var file :
                    files.filter(each -> each.toString().endsWith(suffix)).toList()) {
                try (var content = Files.newInputStream(file);
                        var plain = suffix.equals(".gz") ? new GZIPInputStream(content) : content) {
                    new String(plain.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> JsonMapper.shared().readTree(line))
                            .forEach(
                                    event -> written.add(event.path("messageId").stringValue() + " "
                                            + event.path("eventType").stringValue()));
                }
            }
            written.sort(Comparator.naturalOrder());
            return written;
        } catch (IOException notYet) {
            return List.of();
        }
    }

    private void everyEventIsInTheFilesOnce(TopicReader reader) {
        var told = new ArrayList<String>();
        reader.read(Topics.DELIVERY_EVENTS, event -> told.add(event.getMessageId() + " " + event.getEventType()));
        told.sort(Comparator.naturalOrder());
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> written("log-groups", ".jsonl").size() >= told.size()
                        && written("delivery-streams", ".gz").size() >= told.size());
        assertThat(written("log-groups", ".jsonl")).isEqualTo(told);
        assertThat(written("delivery-streams", ".gz")).isEqualTo(told);
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
            try (var senders = new Senders(client, number, MESSAGES, loggedSet(client));
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

                    var kafka = second.awaitLine(KAFKA);
                    var registry = second.awaitLine(REGISTRY);
                    var events = new FinalEvents(kafka, registry);
                    await().atMost(Duration.ofMinutes(2))
                            .pollInterval(Duration.ofSeconds(1))
                            .until(() -> events.byMessage().keySet().containsAll(senders.accepted()));
                    assertThat(events.byMessage())
                            .hasSizeGreaterThanOrEqualTo(MESSAGES)
                            .allSatisfy((message, finals) -> assertThat(finals).isEqualTo(1));
                    everyEventIsInTheFilesOnce(new TopicReader(kafka, registry));
                }
            }
        }
    }
}
