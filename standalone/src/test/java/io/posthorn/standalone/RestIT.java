package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST interface in front of the whole product. */
@ExtendWith(RunningStandalone.Shared.class)
class RestIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient http = HttpClient.newHttpClient();

    private static RunningStandalone posthorn;
    private static String key;
    private static String poolId;

    @BeforeAll
    static void open(RunningStandalone shared) throws Exception {
        posthorn = shared;
        var account = shared.openAccount().key();
        key = account.accessKeyId() + "." + account.secretAccessKey();
        var number = json(post(
                        "/phone-numbers",
                        "{'isoCountryCode':'US','messageType':'TRANSACTIONAL',"
                                + "'numberCapabilities':['SMS'],'numberType':'SIMULATOR'}"))
                .path("phoneNumberId")
                .stringValue();
        poolId = json(post(
                        "/pools",
                        "{'originationIdentity':'" + number + "','isoCountryCode':'US',"
                                + "'messageType':'TRANSACTIONAL'}"))
                .path("poolId")
                .stringValue();
    }

    @AfterAll
    static void close() {
        http.close();
    }

    @Test
    void readsWhatItWrote() throws Exception {
        var pool = get("/pools/" + poolId);

        assertThat(pool.statusCode()).isEqualTo(200);
        assertThat(json(pool).path("messageType").stringValue()).isEqualTo("TRANSACTIONAL");
        assertThat(json(pool).path("createdTimestamp").stringValue()).endsWith("Z");
        var arn = json(pool).path("poolArn").stringValue();
        assertThat(json(get("/pools/" + encoded(arn)))).isEqualTo(json(pool));
        assertThat(json(get("/pools?poolIds=" + poolId)).path("pools").path(0)).isEqualTo(json(pool));
        assertThat(json(get("/pools?messageType=PROMOTIONAL")).path("pools")).isEmpty();
        assertThat(get("/pools/pool-nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void tagsByArn() throws Exception {
        var arn = json(get("/pools/" + poolId)).path("poolArn").stringValue();
        var tags = "/tags/" + encoded(arn);

        assertThat(post(tags, "{'tags':[{'key':'Team','value':'Red'}]}").statusCode())
                .isEqualTo(200);
        assertThat(json(get(tags)).path("tags").toString()).isEqualTo("[{\"key\":\"Team\",\"value\":\"Red\"}]");
        assertThat(send("DELETE", tags + "?tagKeys=Team", null).statusCode()).isEqualTo(200);
        assertThat(json(get(tags)).path("tags")).isEmpty();
    }

    @Test
    void goesFromPageToPage() throws Exception {
        for (var name : List.of("page-a", "page-b", "page-c")) {
            assertThat(post("/configuration-sets", "{'configurationSetName':'" + name + "'}")
                            .statusCode())
                    .isEqualTo(201);
        }

        var first = json(get("/configuration-sets?limit=2"));
        var second = json(get("/configuration-sets?limit=2&cursor="
                + encoded(first.path("nextCursor").stringValue())));

        assertThat(first.path("configurationSets")).hasSize(2);
        assertThat(second.path("configurationSets")).isNotEmpty();
        assertThat(second.path("configurationSets").path(0))
                .isNotEqualTo(first.path("configurationSets").path(0));
        assertThat(get("/configuration-sets?cursor=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void createsOnceWithOneKey() throws Exception {
        var body = "{'optOutListName':'news'}";

        var first = post("/opt-out-lists", body, "Idempotency-Key", "news-1");
        var again = post("/opt-out-lists", body, "Idempotency-Key", "news-1");
        var other = post("/opt-out-lists", body, "Idempotency-Key", "news-2");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(json(other).path("reason").stringValue()).isEqualTo("RESOURCE_ALREADY_EXISTS");
    }

    @ParameterizedTest
    @CsvSource({"/opt-out-lists, optOutListName", "/configuration-sets, configurationSetName"})
    void letsOneOfManyHaveAName(String path, String member) throws Exception {
        var asks =
                Collections.<Callable<HttpResponse<String>>>nCopies(8, () -> post(path, "{'" + member + "':'wanted'}"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<HttpResponse<String>>();
            for (var answer : threads.invokeAll(asks)) {
                answers.add(answer.get());
            }

            assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() == 409
                            && json(answer).path("reason").asString().equals("RESOURCE_ALREADY_EXISTS"))
                    .hasSize(7);
        }
        assertThat(get(path + "/wanted").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsOptedOutNumbers() throws Exception {
        var number = "/opt-out-lists/Default/opted-out-numbers/+447860019066";

        assertThat(send("PUT", number, null).statusCode()).isEqualTo(200);
        assertThat(json(get(number)).path("optedOutNumber").stringValue()).isEqualTo("+447860019066");
        assertThat(send("DELETE", number, null).statusCode()).isEqualTo(200);
        assertThat(get(number).statusCode()).isEqualTo(404);
    }

    @Test
    void takesAndWritesListsAsTables() throws Exception {
        post("/opt-out-lists", "{'optOutListName':'many'}");
        var path = "/opt-out-lists/many/opted-out-numbers.csv";
        var table = IntStream.range(0, 5_000)
                .mapToObj(number -> "+1206%07d,2025-01-31T12:00:00Z,true\r\n".formatted(number))
                .collect(Collectors.joining("", "optedOutNumber,optedOutTimestamp,endUserOptedOut\r\n", ""));

        var taken = csv(path, table + "nobody,,\n");

        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body()).startsWith("{\"added\":5000,\"alreadyThere\":0,\"refused\":1,");
        assertThat(get(path).body()).isEqualTo(table);
        assertThat(csv(path, table).body()).startsWith("{\"added\":0,\"alreadyThere\":5000,");
    }

    @Test
    void forgetsTheNumbersOfADeletedList() throws Exception {
        var path = "/opt-out-lists/short/opted-out-numbers";
        post("/opt-out-lists", "{'optOutListName':'short'}");
        csv(path + ".csv", "optedOutNumber\n+12065550100\n+12065550101\n");
        assertThat(send("DELETE", "/opt-out-lists/short", null).statusCode()).isEqualTo(200);
        assertThat(get(path).statusCode()).isEqualTo(404);

        post("/opt-out-lists", "{'optOutListName':'short'}");

        assertThat(json(get(path)).path("optedOutNumbers")).isEmpty();
        assertThat(csv(path + ".csv", "optedOutNumber\n+12065550100\n").body()).startsWith("{\"added\":1,");
        assertThat(json(get(path)).path("optedOutNumbers")).hasSize(1);
    }

    private static HttpResponse<String> csv(String path, String table) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(posthorn.endpoint() + "/v1" + path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(table))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void tellsWhatHasBecomeOfAMessage() throws Exception {
        var sent = text(Clients.SUCCESS, null);
        assertThat(sent.statusCode()).isEqualTo(202);
        var path = "/messages/" + json(sent).path("messageId").stringValue();
        assertThat(sent.headers().firstValue("Location")).contains("/v1" + path);
        assertThat(get(path).statusCode()).as("is known at once").isEqualTo(200);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(json(get(path)).path("isFinal").asBoolean(false))
                        .isTrue());

        var message = json(get(path));
        assertThat(message.path("messageStatus").stringValue()).isEqualTo("DELIVERED");
        assertThat(message.path("destinationPhoneNumber").stringValue()).isEqualTo(Clients.SUCCESS);
        assertThat(message.path("originationReason").asString("")).isNotEmpty();
        assertThat(message.path("context").toString()).isEqualTo("{\"Order\":\"17\"}");
        assertThat(message.path("events")
                        .valueStream()
                        .map(event -> event.path("eventType").stringValue()))
                .containsExactly("TEXT_PENDING", "TEXT_SUCCESSFUL", "TEXT_DELIVERED");
        assertThat(send("GET", path, null, "Posthorn-Region", "eu-west-1").statusCode())
                .isEqualTo(404);
    }

    @Test
    void knowsNoMessageThatWasNeverSent() throws Exception {
        var answer = get("/messages/" + UUID.randomUUID());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("resourceType").stringValue()).isEqualTo("message");
        assertThat(get("/messages/nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void sendsOnceWithOneKey() throws Exception {
        var first = json(text(Clients.SUCCESS, "order-17")).path("messageId").stringValue();
        var again = json(text(Clients.SUCCESS, "order-17")).path("messageId").stringValue();
        var other = json(text(Clients.SUCCESS, "order-18")).path("messageId").stringValue();
        var elsewhere =
                json(text(Clients.FAILURE, "order-17")).path("messageId").stringValue();

        assertThat(again).isEqualTo(first);
        assertThat(List.of(first, other, elsewhere)).doesNotHaveDuplicates();
        // What came after the repetition has been delivered, so the repetition would have been too.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                json(get("/messages/" + other)).path("isFinal").asBoolean(false))
                        .isTrue());
        assertThat(json(get("/messages/" + first)).path("events")).hasSize(3);
    }

    private static HttpResponse<String> text(String destination, @Nullable String key)
            throws IOException, InterruptedException {
        var body = "{'destinationPhoneNumber':'" + destination + "','originationIdentity':'" + poolId
                + "','messageBody':'Hello','context':{'Order':'17'}}";
        return key == null ? post("/messages/text", body) : post("/messages/text", body, "Idempotency-Key", key);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    private static HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send("POST", path, body, headers);
    }

    private static HttpResponse<String> send(String method, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(posthorn.endpoint() + "/v1" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
