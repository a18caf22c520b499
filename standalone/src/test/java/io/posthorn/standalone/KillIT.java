package io.posthorn.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Order;
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
 * of the inventory either; that each event is in the files of its log group and of its delivery stream once, and with
 * each subscriber that is there; and that no more messages are in doubt than their carrier's window has.
 */
@Order(1) // nothing depends on it, but it takes longest
class KillIT {
    private static final int MESSAGES = 10_000;

    /** Long codes of the United States in the example inventory. */
    private static final int NUMBERS_HELD = 10;

    private static final int NUMBERS_WANTED = 14;

    /** Messages that subscribers are told of. */
    private static final int TOLD = 600;

    private static final Pattern ENDPOINT = Pattern.compile("API endpoint +(\\S+)");
    private static final Pattern KAFKA = Pattern.compile("Kafka +(\\S+)");
    private static final Pattern OPERATOR = Pattern.compile("Operator's API +([^ ,]+)");
    private static final Pattern REGISTRY = Pattern.compile("Schema registry +(\\S+)");

    private static final String POISON = "poison";

    @TempDir
    Path directory;

    private JavaProcess start(int port, SilentCarriers carriers) {
        var arguments = new ArrayList<>(carriers.arguments());
        arguments.addAll(List.of(
                "--port=" + port,
                "--kafka-port=0",
                "--registry-port=0",
                "--posthorn.operator.port=0",
                "--data=" + directory.resolve("data"),
                "--posthorn.send.throttle.simulator-rate=5000",
                "--posthorn.dispatcher.delivery.longest-backoff=2s",
                "--posthorn.dispatcher.stream.interval=1s",
                "--posthorn.dispatcher.stream.format=GZIP"));
        return JavaProcess.start("standalone", directory.resolve("up-" + port + ".log"), arguments);
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

    /** Puts into the queue of deliveries what nobody can read. */
    private static void poison(String kafka) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.EVENT_DELIVERIES.name(), "000000000000/poison", POISON.getBytes(US_ASCII)))
                    .get();
        }
    }

    /** All lines of the files below a place that end so. */
    private List<String> lines(String place, String suffix) {
        try (var files = Files.walk(directory.resolve("data").resolve(place))) {
            var lines = new ArrayList<String>();
            for (var file :
                    files.filter(each -> each.toString().endsWith(suffix)).toList()) {
                try (var content = Files.newInputStream(file);
                        var plain = suffix.equals(".gz") ? new GZIPInputStream(content) : content) {
                    new String(plain.readAllBytes(), UTF_8).lines().forEach(lines::add);
                }
            }
            return lines;
        } catch (IOException notYet) {
            return List.of();
        }
    }

    /** The message and the type of each event that is written there. */
    private List<String> written(String place, String suffix) {
        return lines(place, suffix).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .map(event -> event.path("messageId").stringValue() + " "
                        + event.path("eventType").stringValue())
                .sorted()
                .toList();
    }

    private void everyEventIsInTheFilesOnce(TopicReader reader) {
        var told = new ArrayList<String>();
        reader.read(Topics.DELIVERY_EVENTS, event -> {
            if ("logged".equals(event.getConfigurationSetName())) {
                told.add(event.getMessageId() + " " + event.getEventType());
            }
        });
        told.sort(Comparator.naturalOrder());
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> lines("log-groups", ".jsonl").size() >= told.size()
                        && lines("delivery-streams", ".gz").size() >= told.size());
        assertThat(written("log-groups", ".jsonl")).isEqualTo(told);
        assertThat(written("delivery-streams", ".gz")).isEqualTo(told);
    }

    private static void deadLettersHoldThePoison(TopicReader reader) {
        var unreadable = new ArrayList<String>();
        reader.records(Topics.EVENT_DELIVERIES.deadLetterName(), found -> {
            if (TopicReader.header(found, "posthorn-reason").equals("UNREADABLE")) {
                unreadable.add(new String(found.value(), US_ASCII));
            }
        });
        assertThat(unreadable).containsExactly(POISON);
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
        try (var carriers = new SilentCarriers()) {
            var first = start(0, carriers);
            var endpoint = first.awaitLine(ENDPOINT);
            var port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
            OperatorApi.at(first.awaitLine(OPERATOR), directory.resolve("data")).addNumbers(carriers.numbers());
            try (var client = Clients.of(endpoint);
                    var sns = Clients.topics(endpoint, Clients.DEVELOPMENT);
                    var subscribers = new TroubledSubscribers(sns, first.awaitLine(KAFKA))) {
                carriers.fillWindows(client);
                var number = Clients.simulatorNumber(client);
                try (var senders = new Senders(client, number, MESSAGES, loggedSet(client));
                        var told = new Senders(client, number, TOLD, subscribers.configurationSet(client));
                        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    told.awaitAccepted(TOLD / 3);
                    poison(first.awaitLine(KAFKA));
                    senders.awaitAccepted(MESSAGES / 4);
                    var requests = new ArrayList<Future<String>>();
                    for (int i = 0; i < NUMBERS_WANTED; i++) {
                        var token = "number-" + i;
                        requests.add(threads.submit(() -> requestUntilAnswered(client, token)));
                    }
                    senders.awaitAccepted(MESSAGES / 3);
                    first.kill();
                    carriers.answer();
                    try (var second = start(port, carriers)) {
                        senders.awaitAccepted(MESSAGES);
                        told.awaitAccepted(TOLD);
                        everyNumberIsGivenOnce(client, requests);

                        var accepted = new HashSet<>(senders.accepted());
                        accepted.addAll(told.accepted());
                        accepted.addAll(carriers.messages());
                        var kafka = second.awaitLine(KAFKA);
                        var registry = second.awaitLine(REGISTRY);
                        var events = new FinalEvents(kafka, registry);
                        await().atMost(Duration.ofMinutes(2))
                                .pollInterval(Duration.ofSeconds(1))
                                .until(() -> events.byMessage().keySet().containsAll(accepted));
                        assertThat(events.byMessage())
                                .hasSizeGreaterThanOrEqualTo(MESSAGES + TOLD)
                                .allSatisfy(
                                        (message, finals) -> assertThat(finals).isEqualTo(1));
                        var reader = new TopicReader(kafka, registry);
                        everyEventIsInTheFilesOnce(reader);
                        subscribers.requireWhatEachCanHave(reader, endpoint);
                        deadLettersHoldThePoison(reader);
                        carriers.requireWhatEachWants(reader, endpoint);
                    }
                }
            }
        }
    }
}
