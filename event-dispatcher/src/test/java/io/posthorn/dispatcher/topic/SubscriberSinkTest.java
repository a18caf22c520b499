package io.posthorn.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.posthorn.core.AccountId;
import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.operator.NewSigningKey;
import io.posthorn.core.operator.OperatorDirectory;
import io.posthorn.core.operator.SigningKey;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.Subscription;
import io.posthorn.core.resource.Subscription.Confirmation;
import io.posthorn.core.resource.Subscription.Protocol;
import io.posthorn.core.resource.Topic;
import io.posthorn.core.topic.FilterPolicy;
import io.posthorn.core.topic.MessageAttribute;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.sink.Target;
import io.posthorn.platform.delivery.Deliveries;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SubscriberSinkTest {
    private static final Scope SCOPE = new Scope(new AccountId("111122223333"), "us-east-1");
    private static final String ARN = "arn:aws:sns:us-east-1:111122223333:news";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.5Z");
    private static final String HALF_A_MINUTE = "{\"healthyRetryPolicy\":{\"minDelayTarget\":30,\"maxDelayTarget\":30,"
            + "\"numRetries\":2,\"numNoDelayRetries\":1}}";

    /** Making one takes a moment. */
    private static final SigningKey KEY = NewSigningKey.at(NOW);

    private final ResourceMap resources = new ResourceMap();
    private final OperatorDirectory directory = new OperatorDirectory(AccountDefaults.GUIDE);
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);
    private IntSupplier answers = () -> 200;
    private HttpServer server;
    private SubscriberSink sink;

    private record Received(String path, Map<String, String> headers, String body) {}

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::receive);
        server.start();
        directory.put(KEY);
        resources.put(SCOPE, new Topic("news", "", 2, null, NOW));
        sink = sink(new SubscriberProperties(null, List.of("127.0.0.0/8"), Duration.ofSeconds(2), 8, 64));
    }

    private SubscriberSink sink(SubscriberProperties properties) {
        return new SubscriberSink(
                resources::of, directory, () -> URI.create("https://sms.example.com"), producer, properties);
    }

    @AfterEach
    void stop() {
        end.countDown();
        sink.close();
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        received.add(new Received(
                exchange.getRequestURI().toString(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(answers.getAsInt(), -1);
        exchange.close();
    }

    private String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?a=b";
    }

    private static Subscription subscription(
            String uuid, String endpoint, boolean raw, @Nullable String filter, @Nullable String policy) {
        return new Subscription(
                "news",
                uuid,
                endpoint.startsWith("http") ? Protocol.HTTP : Protocol.KAFKA,
                endpoint,
                null,
                false,
                raw,
                filter,
                FilterPolicy.Scope.MESSAGE_BODY,
                policy,
                NOW);
    }

    private void subscribe(Subscription subscription) {
        resources.put(SCOPE, subscription);
    }

    private static Place topic() {
        return Place.of(
                SCOPE.account(), Target.of(EventDestination.Target.SNS, ARN).orElseThrow());
    }

    private static Publication publication(String type, String json, int attempt) {
        return new Publication("event-1", 1, NOW, "message-1", type, NOW, json, attempt);
    }

    private Outcome deliver(String uuid, Publication publication) {
        var outcomes = sink.deliver(topic().branch(uuid), List.of(publication)).join();
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }

    private Outcome deliver(String json) {
        return deliver("s", publication("TEXT_DELIVERED", json, 1));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void hasNoPlacesWhereNobodyListens() {
        assertThat(sink.placesOf(topic())).isEmpty();
    }

    @Test
    void givesUpWhatIsForATopicThatIsNotThere() {
        resources.remove(new Topic("news", "", 1, null, NOW).in(SCOPE).toString());

        var places = sink.placesOf(topic());

        assertThat(places).containsExactly(topic());
        assertThat(sink.deliver(places.getFirst(), List.of(publication("TEXT_DELIVERED", "{}", 1))))
                .isCompletedWithValue(List.of(new Outcome.GivenUp("the account has no such topic")));
    }

    @Test
    void hasAPlaceForEachSubscription() {
        resources.put(SCOPE, new Topic("news-2", "", 1, null, NOW));
        subscribe(subscription("a", endpoint(), false, null, null));
        subscribe(subscription("b", endpoint(), false, null, null));

        assertThat(sink.placesOf(topic())).extracting(Place::branch).containsExactly("a", "b");
    }

    @Test
    void givesUpWhatIsForATopicOfAnotherAccount() {
        subscribe(subscription("a", endpoint(), false, null, null));
        var thief = Place.of(
                new AccountId("999900001111"),
                Target.of(EventDestination.Target.SNS, ARN).orElseThrow());

        assertThat(sink.placesOf(thief)).containsExactly(thief);
        assertThat(sink.deliver(thief, List.of(publication("TEXT_DELIVERED", "{}", 1))))
                .isCompletedWithValue(List.of(new Outcome.GivenUp("the account has no such topic")));
    }

    @Test
    void postsSignedEnvelopes() {
        subscribe(subscription("s", endpoint(), false, null, null));

        assertThat(deliver("{\"eventType\":\"TEXT_DELIVERED\"}")).isEqualTo(new Outcome.Delivered());

        assertThat(received).singleElement().satisfies(post -> {
            var message = json(post.body());
            assertThat(post.path()).isEqualTo("/hook?a=b");
            assertThat(post.headers())
                    .containsEntry("content-type", "text/plain; charset=UTF-8")
                    .containsEntry("x-amz-sns-message-type", "Notification")
                    .containsEntry("x-amz-sns-topic-arn", ARN)
                    .containsEntry("x-amz-sns-subscription-arn", ARN + ":s")
                    .containsEntry(
                            "x-amz-sns-message-id", message.path("MessageId").asString())
                    .doesNotContainKey("x-amz-sns-rawdelivery");
            assertThat(message.path("Message").asString()).isEqualTo("{\"eventType\":\"TEXT_DELIVERED\"}");
            assertThat(message.path("SignatureVersion").asString()).isEqualTo("2");
        });
    }

    @Test
    void postsTheMessageAloneWhereThatIsWanted() {
        var policy = "{\"requestPolicy\":{\"headerContentType\":\"application/json\"}}";
        subscribe(subscription("s", endpoint(), true, null, policy));

        deliver("{\"a\":\"é\"}");

        assertThat(received).singleElement().satisfies(post -> {
            assertThat(post.body()).isEqualTo("{\"a\":\"é\"}");
            assertThat(post.headers())
                    .containsEntry("x-amz-sns-rawdelivery", "true")
                    .containsEntry("content-type", "application/json; charset=UTF-8");
        });
    }

    @Test
    void saysWhoCallsWhereTheEndpointWantsToKnow() {
        subscribe(subscription("s", endpoint().replace("//", "//user:pass%20word@"), false, null, null));

        deliver("{}");

        assertThat(received.getFirst().headers()).containsEntry("authorization", "Basic dXNlcjpwYXNzIHdvcmQ=");
    }

    @Test
    void skipsWhatIsNotWanted() {
        subscribe(subscription("s", endpoint(), false, "{\"eventType\":[{\"prefix\":\"VOICE_\"}]}", null));

        assertThat(deliver("{\"eventType\":\"TEXT_DELIVERED\"}")).isInstanceOf(Outcome.Skipped.class);
        assertThat(deliver("no json")).isInstanceOf(Outcome.Skipped.class);
        assertThat(deliver("{\"eventType\":\"VOICE_BUSY\"}")).isInstanceOf(Outcome.Delivered.class);
        assertThat(received).hasSize(1);
    }

    @Test
    void asksToConfirmAndSendsNothingElseBefore() {
        subscribe(subscription("s", endpoint(), true, null, null)
                .awaiting(new Confirmation("token", NOW.plusSeconds(60))));

        assertThat(deliver("{}")).isInstanceOf(Outcome.Skipped.class);
        assertThat(deliver("s", publication(Deliveries.CONFIRM, "old token", 1)))
                .isInstanceOf(Outcome.Skipped.class);
        assertThat(deliver("s", publication(Deliveries.CONFIRM, "token", 1))).isEqualTo(new Outcome.Delivered());

        assertThat(received).singleElement().satisfies(post -> {
            assertThat(post.headers())
                    .containsEntry("x-amz-sns-message-type", "SubscriptionConfirmation")
                    .doesNotContainKey("x-amz-sns-subscription-arn");
            assertThat(json(post.body()).path("SubscribeURL").asString()).endsWith("&Token=token");
        });
    }

    @Test
    void skipsWhatIsForASubscriptionThatHasEnded() {
        assertThat(deliver("{}")).isInstanceOf(Outcome.Skipped.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 408})
    void triesAgainAsThePolicySays(int status) {
        answers = () -> status;
        subscribe(subscription("s", endpoint(), false, null, HALF_A_MINUTE));

        var detail = "the endpoint answered " + status;
        assertThat(deliver("s", publication("T", "{}", 1))).isEqualTo(new Outcome.TryAgain(Duration.ZERO, detail));
        assertThat(deliver("s", publication("T", "{}", 2)))
                .isEqualTo(new Outcome.TryAgain(Duration.ofSeconds(30), detail));
        assertThat(deliver("s", publication("T", "{}", 3))).isEqualTo(new Outcome.GivenUp(detail));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 403, 404, 410})
    void doesNotRepeatWhatTheEndpointWillNeverTake(int status) {
        answers = () -> status;
        subscribe(subscription("s", endpoint(), false, null, null));

        assertThat(deliver("{}")).isEqualTo(new Outcome.GivenUp("the endpoint answered " + status));
        assertThat(received).hasSize(1);
    }

    @Test
    void takesThePolicyOfTheTopicWhereItMust() {
        answers = () -> 500;
        resources.put(
                SCOPE,
                new Topic(
                        "news",
                        "",
                        1,
                        "{\"http\":{\"defaultHealthyRetryPolicy\":{\"numRetries\":0},"
                                + "\"disableSubscriptionOverrides\":true}}",
                        NOW));
        subscribe(subscription("s", endpoint(), false, null, HALF_A_MINUTE));

        assertThat(deliver("{}")).isInstanceOf(Outcome.GivenUp.class);
    }

    @Test
    void triesAgainWhereNobodyAnswers() {
        subscribe(subscription("s", endpoint(), false, null, null));
        server.stop(0);

        assertThat(deliver("{}")).isInstanceOfSatisfying(Outcome.TryAgain.class, again -> {
            assertThat(again.after()).isEqualTo(Duration.ofSeconds(20));
            assertThat(again.detail()).startsWith("the endpoint could not be reached");
        });
    }

    @Test
    void doesNotWaitForOneThatNeverEnds() {
        answers = () -> {
            try {
                end.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return 200;
        };
        sink.close();
        sink = sink(new SubscriberProperties(null, List.of("127.0.0.0/8"), Duration.ofMillis(100), 8, 64));
        subscribe(subscription("s", endpoint(), false, null, null));

        assertThat(deliver("{}")).isInstanceOf(Outcome.TryAgain.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:%d/", "http://localhost:%d/", "http://[::1]:%d/", "http://0:%d/"})
    void callsNobodyWhoIsNotEverybodys(String url) {
        sink.close();
        sink = sink(new SubscriberProperties(null, List.of(), Duration.ofSeconds(2), 8, 64));
        subscribe(subscription("s", url.formatted(server.getAddress().getPort()), false, null, null));

        assertThat(deliver("{}"))
                .isInstanceOfSatisfying(
                        Outcome.TryAgain.class,
                        again -> assertThat(again.detail()).contains("no address that may be called"));
        assertThat(received).isEmpty();
    }

    @Test
    void looksAtTheAttributesOfWhatAnAccountPublishes() {
        var policy = "{\"price\":[{\"numeric\":[\"<\",2]}],\"team\":[\"red\"]}";
        subscribe(new Subscription(
                "news",
                "s",
                Protocol.HTTP,
                endpoint(),
                null,
                false,
                true,
                policy,
                FilterPolicy.Scope.MESSAGE_ATTRIBUTES,
                null,
                NOW));
        var teams = new MessageAttribute("String.Array", "[\"blue\",\"red\"]");

        assertThat(deliver("s", published(Map.of("price", new MessageAttribute("Number", "1.5"), "team", teams))))
                .isEqualTo(new Outcome.Delivered());
        assertThat(deliver("s", published(Map.of("price", new MessageAttribute("String", "1.5"), "team", teams))))
                .isInstanceOf(Outcome.Skipped.class);
        assertThat(deliver("s", published(Map.of()))).isInstanceOf(Outcome.Skipped.class);
        assertThat(received).extracting(Received::body).containsExactly("Hello");
    }

    @Test
    void tellsSubscribersOfAProtocolWhatIsSaidForThem() {
        subscribe(subscription("s", endpoint(), true, null, null));
        subscribe(subscription("r", "account-111122223333-raw", true, null, null));
        var publication = published(Map.of(), Map.of("http", "Hello, web", "https", "Hello, safe web"));

        deliver("s", publication);
        deliver("r", publication);

        assertThat(received).extracting(Received::body).containsExactly("Hello, web");
        assertThat(producer.history())
                .extracting(sent -> new String(sent.value(), StandardCharsets.UTF_8))
                .containsExactly("Hello");
    }

    private static Publication published(Map<String, MessageAttribute> attributes) {
        return published(attributes, Map.of());
    }

    private static Publication published(Map<String, MessageAttribute> attributes, Map<String, String> texts) {
        return new Publication(
                "event-1", 1, NOW, "message-1", "PUBLISHED_MESSAGE", NOW, "Hello", 1, null, attributes, texts);
    }

    @Test
    void writesToKafkaTopics() {
        subscribe(subscription("s", "account-111122223333-news", false, null, null));
        subscribe(subscription("r", "account-111122223333-raw", true, null, null));

        assertThat(deliver("{\"a\":1}")).isEqualTo(new Outcome.Delivered());
        assertThat(deliver("r", publication("T", "{\"a\":1}", 1))).isEqualTo(new Outcome.Delivered());

        assertThat(producer.history())
                .satisfiesExactly(
                        rec -> {
                            assertThat(rec.topic()).isEqualTo("account-111122223333-news");
                            assertThat(rec.key()).isEqualTo("message-1");
                            assertThat(json(new String(rec.value(), StandardCharsets.UTF_8))
                                            .path("Message")
                                            .asString())
                                    .isEqualTo("{\"a\":1}");
                        },
                        rec -> {
                            assertThat(new String(rec.value(), StandardCharsets.UTF_8))
                                    .isEqualTo("{\"a\":1}");
                            assertThat(new String(
                                            rec.headers()
                                                    .lastHeader("x-amz-sns-message-id")
                                                    .value(),
                                            StandardCharsets.UTF_8))
                                    .isNotEmpty();
                        });
    }

    @Test
    void givesAnOutcomeForEachMessageInItsPlace() {
        subscribe(subscription("s", endpoint(), false, "{\"n\":[2]}", null));
        var batch = List.of(publication("T", "{\"n\":1}", 1), publication("T", "{\"n\":2}", 1));

        assertThat(sink.deliver(topic().branch("s"), batch).join())
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Outcome.Skipped.class),
                        second -> assertThat(second).isInstanceOf(Outcome.Delivered.class));
    }

    @Test
    void waitsUntilThereIsAKey() {
        directory.remove(KEY.key());
        subscribe(subscription("s", endpoint(), false, null, null));

        assertThat(deliver("{}")).isInstanceOf(Outcome.TryAgain.class);
    }
}
