package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.schemas.topic.Topics;
import io.posthorn.standalone.WebEndpoint.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.EventType;
import software.amazon.awssdk.services.sns.SnsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The subscribers of one topic: two are well, the others are as subscribers are at times. All have confirmed before.
 */
final class TroubledSubscribers implements AutoCloseable {
    /** The name of the topic, and of the configuration set whose events go there. */
    private static final String TOLD = "told";

    /** Where the subscriber on Kafka gets its records. */
    private static final String KAFKA_TOPIC = "account-000000000000-" + TOLD;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Answer LATE = new Answer(200, 200);
    private static final Answer BROKEN = new Answer(500, 0);
    private static final int NOISE = 200;

    /** What a place is handed at once, and may get again after a crash. */
    private static final int BATCH = 16;

    private static final String MANY_RETRIES =
            "{\"healthyRetryPolicy\":{\"numRetries\":100,\"minDelayTarget\":1,\"maxDelayTarget\":2}}";
    private static final String NO_RETRIES = "{\"healthyRetryPolicy\":{\"numRetries\":0}}";

    /** What is wrong with a subscriber on the web. */
    enum Kind {
        WELL,
        SLOW,
        /** Answers 500 until it has recovered. */
        FAILING,
        /** Answers what is not HTTP, and wants nothing to be tried again. */
        GARBAGE,
        /** Is not there. */
        DOWN
    }

    private final Map<Kind, WebEndpoint> endpoints = new EnumMap<>(Kind.class);
    private final ServerSocket garbage;
    private final String topicArn;
    private volatile boolean recovered;

    /**
     * Subscribes them all, and lets their trouble begin when they have confirmed.
     *
     * @param kafka a broker of the running system
     */
    TroubledSubscribers(SnsClient sns, String kafka) throws Exception {
        topicArn = sns.createTopic(request -> request.name(TOLD)).topicArn();
        for (var kind : Kind.values()) {
            var endpoint = new WebEndpoint(post -> answer(kind));
            endpoints.put(kind, endpoint);
            sns.subscribe(request -> request.topicArn(topicArn)
                    .protocol("http")
                    .endpoint(endpoint.url())
                    .attributes(Map.of(
                            // To sign is what costs most, and one subscriber is enough for that.
                            "RawMessageDelivery",
                            String.valueOf(kind != Kind.WELL),
                            "DeliveryPolicy",
                            kind == Kind.GARBAGE ? NO_RETRIES : MANY_RETRIES)));
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createTopics(List.of(new NewTopic(KAFKA_TOPIC, 2, (short) 1)))
                    .all()
                    .get();
        }
        sns.subscribe(request -> request.topicArn(topicArn)
                .protocol("kafka")
                .endpoint(KAFKA_TOPIC)
                .attributes(Map.of("RawMessageDelivery", "true")));
        await().atMost(PATIENCE).until(() -> endpoints.values().stream().allMatch(WebEndpoint::isConfirmed));
        endpoint(Kind.DOWN).close();
        endpoint(Kind.GARBAGE).close();
        garbage = new ServerSocket(endpoint(Kind.GARBAGE).port(), 0, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("garbage").start(this::answerGarbage);
    }

    private WebEndpoint endpoint(Kind kind) {
        return Objects.requireNonNull(endpoints.get(kind));
    }

    private Answer answer(Kind kind) {
        return switch (kind) {
            case SLOW -> LATE;
            case FAILING -> recovered ? Answer.TAKEN : BROKEN;
            case WELL, GARBAGE, DOWN -> Answer.TAKEN;
        };
    }

    private void answerGarbage() {
        while (!garbage.isClosed()) {
            try (var connection = garbage.accept()) {
                var noise = new byte[NOISE];
                ThreadLocalRandom.current().nextBytes(noise);
                connection.getOutputStream().write(noise);
            } catch (IOException gone) {
                // Another one comes, or there is no other one.
            }
        }
    }

    /** A configuration set whose messages these are told of when they have arrived. */
    String configurationSet(PinpointSmsVoiceV2Client client) {
        client.createConfigurationSet(request -> request.configurationSetName(TOLD));
        client.createEventDestination(request -> request.configurationSetName(TOLD)
                .eventDestinationName("topic")
                .matchingEventTypes(EventType.TEXT_DELIVERED)
                .snsDestination(topic -> topic.topicArn(topicArn)));
        return TOLD;
    }

    /**
     * Whoever is there has everything, however the others fare; what cannot be delivered is a dead letter, once, or
     * waits where its owner sees it.
     */
    void requireWhatEachCanHave(TopicReader reader, String api) {
        var arrived = arrived(reader);
        awaitAll(Kind.WELL, arrived);
        awaitAll(Kind.SLOW, arrived);
        assertThat(endpoint(Kind.FAILING).taken()).isEmpty();
        recovered = true;
        awaitAll(Kind.FAILING, arrived);
        assertThat(endpoint(Kind.WELL).taken())
                .as("one batch may come again after the crash")
                .hasSizeLessThanOrEqualTo(arrived.size() + BATCH);
        await().atMost(PATIENCE).untilAsserted(() -> {
            var records = new HashMap<String, String>();
            reader.records(
                    KAFKA_TOPIC, found -> records.put(TopicReader.header(found, "x-amz-sns-message-id"), found.key()));
            assertThat(records.values()).containsExactlyInAnyOrderElementsOf(arrived);
        });
        await().atMost(PATIENCE).untilAsserted(() -> {
            var undeliverable = new ArrayList<String>();
            reader.records(Topics.EVENT_DELIVERIES.deadLetterName(), found -> {
                if (TopicReader.header(found, "posthorn-reason").equals("UNDELIVERABLE")) {
                    undeliverable.add(TopicReader.header(found, "posthorn-detail"));
                }
            });
            assertThat(undeliverable)
                    .hasSize(arrived.size())
                    .allSatisfy(detail -> assertThat(detail).contains("the endpoint could not be reached"));
        });
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(queues(api)).anySatisfy(queue -> {
                    // What is told may be a tenth old.
                    assertThat(queue.path("waitingDeliveries").asInt()).isGreaterThan(arrived.size() * 9 / 10);
                    assertThat(queue.has("oldestAcceptedTimestamp")).isTrue();
                    assertThat(queue.path("lastError").asString("")).contains("Connection refused");
                }));
    }

    /** The messages that subscribers are to be told of. */
    private static Set<String> arrived(TopicReader reader) {
        var arrived = new HashSet<String>();
        reader.read(Topics.DELIVERY_EVENTS, event -> {
            if (TOLD.equals(event.getConfigurationSetName())
                    && event.getEventType().equals("TEXT_DELIVERED")) {
                arrived.add(event.getMessageId());
            }
        });
        return arrived;
    }

    /** Waits until a subscriber has a notification about each of the messages, whatever comes twice counted once. */
    private void awaitAll(Kind kind, Set<String> messages) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var byNotification = new HashMap<String, String>();
            for (var post : endpoint(kind).taken()) {
                byNotification.put(post.id(), post.published().path("messageId").stringValue());
            }
            assertThat(byNotification.values()).containsExactlyInAnyOrderElementsOf(messages);
        });
    }

    private static List<JsonNode> queues(String api) throws Exception {
        return JsonMapper.shared()
                .readTree(Clients.get(api + "/v1/delivery-queues"))
                .path("queues")
                .valueStream()
                .toList();
    }

    @Override
    public void close() throws IOException {
        garbage.close();
        endpoints.values().forEach(WebEndpoint::close);
    }
}
