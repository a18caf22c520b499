package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.posthorn.platform.test.AwsStandIn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sns.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sns.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sns.model.InvalidBatchEntryIdException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a message to whoever has subscribed to its events, with the whole product. */
@ExtendWith(RunningStandalone.Shared.class)
class SubscribersIT {
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer endpoint;
    private RunningStandalone posthorn;
    private RunningStandalone.Account account;
    private String key;

    @BeforeEach
    void open(RunningStandalone shared) throws Exception {
        posthorn = shared;
        useAccount(shared.openAccount());
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/hook", this::receive);
        endpoint.start();
    }

    private void useAccount(RunningStandalone.Account opened) {
        account = opened;
        key = opened.key().accessKeyId() + "." + opened.key().secretAccessKey();
    }

    @AfterEach
    void close() {
        endpoint.stop(0);
        http.close();
    }

    /** Fails as often as it is told, and takes the rest. */
    private void receive(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.sendResponseHeaders(503, -1);
        } else {
            exchange.sendResponseHeaders(200, -1);
            received.add(body);
        }
        exchange.close();
    }

    private JsonNode next() throws InterruptedException {
        return json(Objects.requireNonNull(received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "nothing came"));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private JsonNode call(String method, String path, @Nullable String body) throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(posthorn.endpoint() + "/v1" + path))
                        .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return json(answer.body());
    }

    private HttpResponse<String> visit(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void requireSigned(JsonNode message, String... names) throws Exception {
        var certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(
                        visit(message.path("SigningCertURL").stringValue())
                                .body()
                                .getBytes(StandardCharsets.US_ASCII)));
        var signature = Signature.getInstance("SHA1withRSA");
        signature.initVerify(certificate);
        for (var name : names) {
            signature.update((name + "\n" + message.path(name).stringValue() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(signature.verify(
                        Base64.getDecoder().decode(message.path("Signature").stringValue())))
                .isTrue();
    }

    private void requestNumber() throws Exception {
        call(
                "POST",
                "/phone-numbers",
                "{'isoCountryCode':'US','messageType':'TRANSACTIONAL','numberCapabilities':['SMS'],"
                        + "'numberType':'SIMULATOR'}");
    }

    /** The configuration set of what is sent, with a topic for what was delivered. */
    private void sendEventsTo(String topic) throws Exception {
        call("POST", "/configuration-sets", "{'configurationSetName':'orders'}");
        call(
                "POST",
                "/configuration-sets/orders/event-destinations",
                "{'eventDestinationName':'topic','matchingEventTypes':['TEXT_DELIVERED'],"
                        + "'snsDestination':{'topicArn':'" + topic + "'}}");
    }

    private String send() throws Exception {
        return call(
                        "POST",
                        "/messages/text",
                        "{'destinationPhoneNumber':'" + Clients.SUCCESS
                                + "','messageBody':'Hello','configurationSetName':'orders'}")
                .path("messageId")
                .stringValue();
    }

    @Test
    void getsEventsOnceItHasConfirmedAndUntilItLeaves() throws Exception {
        var topic =
                call("POST", "/topics", "{'name':'orders'}").path("topicArn").stringValue();
        call(
                "POST",
                "/topics/orders/subscriptions",
                "{'protocol':'http','endpoint':'http://127.0.0.1:"
                        + endpoint.getAddress().getPort() + "/hook','attributes':{'DeliveryPolicy':'{"
                        + "\\'healthyRetryPolicy\\':{\\'numRetries\\':2,\\'numNoDelayRetries\\':2}}'}}");
        var asked = next();
        assertThat(asked.path("Type").stringValue()).isEqualTo("SubscriptionConfirmation");
        requireSigned(asked, "Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
        assertThat(visit(asked.path("SubscribeURL").stringValue() + "0").statusCode())
                .isEqualTo(400);
        assertThat(visit(asked.path("SubscribeURL").stringValue()).body()).contains("<SubscriptionArn>" + topic + ":");

        sendEventsTo(topic);
        requestNumber();
        failures.set(2);
        var sent = send();

        var message = next();
        requireSigned(message, "Message", "MessageId", "Timestamp", "TopicArn", "Type");
        var event = json(message.path("Message").stringValue());
        assertThat(event.path("messageId").stringValue()).isEqualTo(sent);
        assertThat(event.path("eventType").stringValue()).isEqualTo("TEXT_DELIVERED");
        assertThat(failures).hasValue(0);

        var link = message.path("UnsubscribeURL").stringValue();
        assertThat(visit(link).statusCode()).isEqualTo(200);
        assertThat(next().path("Type").stringValue()).isEqualTo("UnsubscribeConfirmation");
        send();
        call("DELETE", "/topics/orders", null);
        assertThat(visit(link).statusCode()).isEqualTo(404);
        assertThat(received).isEmpty();
    }

    @Test
    void getsWhatItMissedWhileItsTopicWasNotThere() throws Exception {
        var topic = "arn:aws:sns:us-east-1:" + account.id() + ":late";
        sendEventsTo(topic);
        requestNumber();
        var sent = send();

        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).untilAsserted(() -> {
            var queue = call("GET", "/delivery-queues", null).path("queues").path(0);
            assertThat(queue.path("targetArn").asString()).isEqualTo(topic);
            assertThat(queue.path("lastError").asString()).isEqualTo("the account has no such topic");
        });
        call("POST", "/topics", "{'name':'late'}");
        call(
                "POST",
                "/topics/late/subscriptions",
                "{'protocol':'http','endpoint':'http://127.0.0.1:"
                        + endpoint.getAddress().getPort() + "/hook'}");
        visit(next().path("SubscribeURL").stringValue());
        assertThat(redriven(topic)).isOne();

        assertThat(json(next().path("Message").stringValue()).path("messageId").stringValue())
                .isEqualTo(sent);
    }

    @Test
    void getsWhatIsPublishedToItsTopicThoughOnlyWhenItIsTriedOnceMore() throws Exception {
        try (var sns = Clients.topics(posthorn.endpoint(), account.key())) {
            var topic = sns.createTopic(request -> request.name("own")).topicArn();
            sns.subscribe(request -> request.topicArn(topic)
                    .protocol("http")
                    .endpoint("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/hook")
                    .attributes(Map.of("DeliveryPolicy", "{\"healthyRetryPolicy\":{\"numRetries\":0}}")));
            visit(next().path("SubscribeURL").stringValue());
            failures.set(1);

            var id = sns.publish(request -> request.topicArn(topic)
                            .subject("Offer")
                            .message("Grüße")
                            .messageAttributes(Map.of(
                                    "price",
                                    MessageAttributeValue.builder()
                                            .dataType("Number")
                                            .stringValue("1.50")
                                            .build())))
                    .messageId();

            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).untilAsserted(() -> {
                var queue = call("GET", "/delivery-queues", null).path("queues").path(0);
                assertThat(queue.path("targetArn").asString()).isEqualTo(topic);
                assertThat(queue.path("lastError").asString()).isEqualTo("the endpoint answered 503");
            });
            assertThat(redriven("arn:aws:sns:us-east-1:000000000000:own")).isZero();
            assertThat(redriven(topic)).isOne();
            var message = next();
            assertThat(message.path("MessageId").stringValue()).isEqualTo(id);
            assertThat(message.path("Subject").stringValue()).isEqualTo("Offer");
            assertThat(message.path("Message").stringValue()).isEqualTo("Grüße");
            assertThat(message.path("MessageAttributes"))
                    .isEqualTo(json("{\"price\":{\"Type\":\"Number\",\"Value\":\"1.50\"}}"));
            requireSigned(message, "Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
        }
    }

    @Test
    void getsBatchesAndWhatIsSaidForItsProtocol() throws Exception {
        try (var sns = Clients.topics(posthorn.endpoint(), account.key())) {
            var topic = sns.createTopic(request -> request.name("own")).topicArn();
            sns.subscribe(request -> request.topicArn(topic)
                    .protocol("http")
                    .endpoint("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/hook"));
            visit(next().path("SubscribeURL").stringValue());

            var structured = "{\"default\":\"all\",\"http\":\"web\"}";
            var answer = sns.publishBatch(request -> request.topicArn(topic)
                    .publishBatchRequestEntries(List.of(
                            entry("first", structured).messageStructure("json").build(),
                            entry("broken", "{}").messageStructure("json").build(),
                            entry("last", "Grüße").subject("Offer").build())));
            sns.publish(request -> request.targetArn(topic).message(structured).messageStructure("json"));

            assertThat(answer.successful())
                    .extracting(PublishBatchResultEntry::id)
                    .containsExactly("first", "last");
            assertThat(answer.failed()).singleElement().satisfies(failed -> {
                assertThat(failed.id()).isEqualTo("broken");
                assertThat(failed.code()).isEqualTo("InvalidParameter");
                assertThat(failed.senderFault()).isTrue();
            });
            var messages = List.of(next(), next(), next());
            assertThat(messages)
                    .extracting(message -> message.path("Message").stringValue())
                    .containsExactlyInAnyOrder("web", "web", "Grüße");
            assertThat(messages)
                    .extracting(message -> message.path("MessageId").stringValue())
                    .containsAll(answer.successful().stream()
                            .map(PublishBatchResultEntry::messageId)
                            .toList());
            assertThatExceptionOfType(EmptyBatchRequestException.class)
                    .isThrownBy(() -> sns.publishBatch(request -> request.topicArn(topic)));
            assertThatExceptionOfType(BatchEntryIdsNotDistinctException.class)
                    .isThrownBy(() -> sns.publishBatch(request -> request.topicArn(topic)
                            .publishBatchRequestEntries(List.of(
                                    entry("a", "x").build(), entry("a", "y").build()))));
            assertThatExceptionOfType(InvalidBatchEntryIdException.class)
                    .isThrownBy(() -> sns.publishBatch(request -> request.topicArn(topic)
                            .publishBatchRequestEntries(
                                    List.of(entry("a b", "x").build()))));
        }
    }

    private static PublishBatchRequestEntry.Builder entry(String id, String message) {
        return PublishBatchRequestEntry.builder().id(id).message(message);
    }

    private long redriven(String topic) throws Exception {
        return call("POST", "/delivery-queues/redrive", "{'targetArn':'" + topic + "'}")
                .path("redrivenDeliveries")
                .longValue();
    }

    @Test
    void areThoseOfAwsWhereAnAccountWantsThat() throws Exception {
        useAccount(posthorn.openAccount(PlayedAws.ACCOUNT));
        var arn = "arn:aws:%s:us-east-1:" + PlayedAws.ACCOUNT + ":%s";
        var byRole = "'iamRoleArn':'" + PlayedAws.ROLE + "',";
        call("POST", "/configuration-sets", "{'configurationSetName':'orders'}");
        var destinations = Map.of(
                "log",
                "'cloudWatchLogsDestination':{" + byRole + "'logGroupArn':'" + arn.formatted("logs", "log-group:events")
                        + "'}",
                "stream",
                "'kinesisFirehoseDestination':{" + byRole + "'deliveryStreamArn':'"
                        + arn.formatted("firehose", "deliverystream/events") + "'}",
                "topic",
                "'snsDestination':{'topicArn':'" + arn.formatted("sns", "events") + "'}");
        for (var destination : destinations.entrySet()) {
            call(
                    "POST",
                    "/configuration-sets/orders/event-destinations",
                    "{'eventDestinationName':'" + destination.getKey() + "','matchingEventTypes':['TEXT_DELIVERED'],"
                            + destination.getValue() + "}");
        }
        requestNumber();
        var sent = send();

        var aws = posthorn.aws();
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).untilAsserted(() -> {
            assertThat(aws.logs()).extracting(AwsStandIn.Request::body).anyMatch(body -> body.contains(sent));
            assertThat(aws.firehose())
                    .extracting(request ->
                            json(request.body()).path("Record").path("Data").asString(""))
                    .anyMatch(data ->
                            new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8).contains(sent));
            assertThat(aws.sns()).extracting(AwsStandIn.Request::body).anyMatch(body -> body.contains(sent));
        });
    }
}
