package io.posthorn.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ErrorResponse;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.gateway.access.AccessKey;
import io.posthorn.gateway.access.AccessKeys;
import io.posthorn.gateway.http.Edge;
import io.posthorn.gateway.http.RequestBodies;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Answering;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import io.posthorn.gateway.operation.Operations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST interface over HTTP, in front of operations that answer what they are told. */
class RestServletTest {
    private static final int LIMIT = 100 * 1024;
    private static final String KEY = "Bearer posthorn.posthorn-secret";
    private static final ApiModel MODEL = ApiModel.load();

    private static final Deque<Call> calls = new ArrayDeque<>();
    private static final HttpClient client = HttpClient.newHttpClient();
    private static String received = "";
    private static Answer answer = new Answer.Done("{}");
    private static WebServer server;

    @BeforeAll
    static void start() {
        var rest = new RestApi(
                "/v1",
                MODEL,
                List.of(operations(MODEL), operations(ApiModel.load("opt-outs.json"))),
                Set.of("handset"),
                new BearerKeys(AccessKeys.of(List.of(AccessKey.DEVELOPMENT), false), "eu-central-1", Clock.systemUTC()),
                new RequestBodies(LIMIT, 4, Duration.ofSeconds(2)),
                Answering.Trail.NONE,
                new SimpleMeterRegistry(),
                new TimeOrderedIds(Clock.systemUTC()),
                new RestApi.About("Posthorn", "", "a key"));
        var factory = new TomcatServletWebServerFactory(0);
        factory.setAddress(InetAddress.getLoopbackAddress());
        Edge.server(RestApi.errors("/v1")).customize(factory);
        server = factory.getWebServer(
                context -> context.addServlet("rest", rest.servlet()).addMapping(rest.mapping()));
        server.start();
    }

    private static Operations operations(ApiModel model) {
        return new Operations(
                model,
                model.operations().stream()
                        .filter(operation -> operation.service() != null)
                        .map(operation -> new OfferedOperation(operation.name(), RestServletTest::answer))
                        .toList());
    }

    private static Answer answer(Call call) {
        calls.push(call);
        try {
            received = new String(call.body().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
        return answer;
    }

    @AfterAll
    static void stop() {
        server.stop();
        client.close();
    }

    @BeforeEach
    void forget() {
        calls.clear();
        answer = new Answer.Done("{}");
    }

    @Test
    void listsWithFiltersAndACursor() throws Exception {
        answer = new Answer.Done(
                "{\"PhoneNumbers\":[{\"PhoneNumberId\":\"phone-1\",\"CreatedTimestamp\":1767323045.678}],\"NextToken\":\"abc\"}");

        var response =
                get("/v1/phone-numbers?status=ACTIVE&numberCapability=SMS&numberCapability=VOICE&isoCountryCode=US"
                        + "&phoneNumberIds=a&phoneNumberIds=b&limit=10&cursor=xyz&owner=SELF");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(json(response))
                .isEqualTo(parsed("{'phoneNumbers':[{'phoneNumberId':'phone-1',"
                        + "'createdTimestamp':'2026-01-02T03:04:05.678Z'}],'nextCursor':'abc'}"));
        assertThat(called("DescribePhoneNumbers"))
                .isEqualTo(parsed("{'PhoneNumberIds':['a','b'],'MaxResults':10,'NextToken':'xyz','Owner':'SELF',"
                        + "'Filters':[{'Name':'status','Values':['ACTIVE']},"
                        + "{'Name':'number-capability','Values':['SMS','VOICE']},"
                        + "{'Name':'iso-country-code','Values':['US']}]}"));
    }

    @Test
    void showsASingleResource() throws Exception {
        answer = new Answer.Done("{\"Pools\":[{\"PoolId\":\"pool-1\",\"SharedRoutesEnabled\":false}]}");

        var response = get("/v1/pools/pool-1");

        assertThat(json(response)).isEqualTo(parsed("{'poolId':'pool-1','sharedRoutesEnabled':false}"));
        assertThat(called("DescribePools")).isEqualTo(parsed("{'PoolIds':['pool-1']}"));
    }

    @Test
    void hasNothingToShowWhereTheListIsEmpty() throws Exception {
        answer = new Answer.Done("{\"SenderIds\":[]}");

        var response = get("/v1/sender-ids/GB/ACME");

        assertProblem(response, 404, "not-found", "ResourceNotFoundException");
        assertThat(called("DescribeSenderIds"))
                .isEqualTo(parsed("{'SenderIds':[{'IsoCountryCode':'GB','SenderId':'ACME'}]}"));
    }

    @Test
    void createsFromABody() throws Exception {
        answer = new Answer.Done("{\"PoolId\":\"pool-1\",\"Tags\":[{\"Key\":\"Team\",\"Value\":\"Red\"}]}");

        var response = send(request(
                        "POST",
                        "/v1/pools",
                        "{'originationIdentity':'phone-1','isoCountryCode':'US','messageType':'PROMOTIONAL',"
                                + "'tags':[{'key':'Team','value':'Red'}]}")
                .header("Idempotency-Key", "\"order-17\"")
                .header("Posthorn-Region", "us-west-2"));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Location")).contains("/v1/pools/pool-1");
        assertThat(json(response)).isEqualTo(parsed("{'poolId':'pool-1','tags':[{'key':'Team','value':'Red'}]}"));
        var call = calls.element();
        assertThat(call.caller().region()).isEqualTo("us-west-2");
        assertThat(call.idempotencyKey()).isEqualTo("order-17");
        assertThat(called("CreatePool"))
                .isEqualTo(parsed("{'OriginationIdentity':'phone-1','IsoCountryCode':'US','MessageType':'PROMOTIONAL',"
                        + "'Tags':[{'Key':'Team','Value':'Red'}],'ClientToken':'order-17'}"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/sender-ids, '{\"SenderId\":\"A-1\",\"IsoCountryCode\":\"DE\"}', /v1/sender-ids/DE/A-1",
                "/registrations/registration-1/versions, '{\"VersionNumber\":3}', /v1/registrations/registration-1/versions/3",
                "/opt-out-lists, '{\"OptOutListName\":\"a/b\"}', /v1/opt-out-lists/a%2Fb",
                // nothing to be looked at by itself
                "/configuration-sets/orders/event-destinations, '{\"ConfigurationSetName\":\"orders\"}', -"
            })
    void saysWhereToLookAtWhatWasMade(String path, String output, @Nullable String location) throws Exception {
        answer = new Answer.Done(output);
        var body =
                switch (path) {
                    case "/sender-ids" -> "{'senderId':'A-1','isoCountryCode':'DE'}";
                    case "/opt-out-lists" -> "{'optOutListName':'abc'}";
                    case "/configuration-sets/orders/event-destinations" ->
                        "{'eventDestinationName':'logs','matchingEventTypes':['ALL'],"
                                + "'snsDestination':{'topicArn':'arn:aws:sns:us-east-1:123456789012:events'}}";
                    default -> "{}";
                };

        var response = send(request("POST", "/v1" + path, body));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(response.headers().firstValue("Location").orElse(null)).isEqualTo(location);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRACE /v1/pools HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/pools HTTP/1.1\r\n\r\n",
                "POST /v1/pools HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
                "GET /v1/pools HTTP/1.1\r\nHost: x\r\nX-Long: LONG\r\n\r\n"
            })
    void tellsWhatTheServerRefusesByItselfAsProblemsToo(String raw) throws Exception {
        String answered;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(raw.replace("LONG", "x".repeat(20_000)).getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            answered = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(answered)
                .matches("(?s)HTTP/1.1 4[0-9][0-9] .*")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("posthorn-request-id:")
                .contains("\"type\":\"urn:posthorn:problem:", "\"requestId\":");
    }

    @Test
    void leavesDataAlone() throws Exception {
        answer = new Answer.Done("{\"MessageId\":\"m-1\"}");

        var response = send(request(
                "POST",
                "/v1/messages/text",
                "{'destinationPhoneNumber':'+14254147755','messageBody':'Hello','context':{'Order':'17','a.b':'c'}}"));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response)).isEqualTo(parsed("{'messageId':'m-1'}"));
        assertThat(called("SendTextMessage").path("Context")).isEqualTo(parsed("{'Order':'17','a.b':'c'}"));
        assertThat(calls.element().caller().region()).isEqualTo("eu-central-1");
    }

    @Test
    void takesNoBodyForAnEmptyOne() throws Exception {
        assertThat(send(request("PUT", "/v1/protect-configurations/protect-1/configuration-sets/alerts", null))
                        .statusCode())
                .isEqualTo(200);

        assertThat(called("AssociateProtectConfiguration"))
                .isEqualTo(parsed("{'ProtectConfigurationId':'protect-1','ConfigurationSetName':'alerts'}"));
    }

    @Test
    void takesIdsWithSlashesAndPluses() throws Exception {
        assertThat(send(request("DELETE", "/v1/opt-out-lists/Default/opted-out-numbers/+14254147755", null))
                        .statusCode())
                .isEqualTo(200);
        assertThat(called("DeleteOptedOutNumber").path("OptedOutNumber").stringValue())
                .isEqualTo("+14254147755");

        assertThat(send(request("DELETE", "/v1/opt-out-lists/Default/opted-out-numbers/%2B14254147755", null))
                        .statusCode())
                .isEqualTo(200);
        assertThat(called("DeleteOptedOutNumber").path("OptedOutNumber").stringValue())
                .isEqualTo("+14254147755");

        var arn = "arn:aws:sms-voice:us-east-1:000000000000:pool/pool-1";
        assertThat(get("/v1/pools/" + RestPath.encode(arn)).statusCode()).isEqualTo(404);
        assertThat(called("DescribePools").path("PoolIds").path(0).stringValue())
                .isEqualTo(arn);

        assertThat(send(request("DELETE", "/v1/tags/" + RestPath.encode(arn) + "?tagKeys=a&tagKeys=b%20c", null))
                        .statusCode())
                .isEqualTo(200);
        assertThat(called("UntagResource")).isEqualTo(parsed("{'ResourceArn':'" + arn + "','TagKeys':['a','b c']}"));

        assertThat(get("/v1/opt-out-lists/Default/opted-out-numbers?optedOutNumbers=+14254147755")
                        .statusCode())
                .isEqualTo(200);
        assertThat(called("DescribeOptedOutNumbers")
                        .path("OptedOutNumbers")
                        .path(0)
                        .stringValue())
                .isEqualTo("+14254147755");
    }

    @Test
    void tellsAllThatIsNotValidInItsOwnNames() throws Exception {
        var response = send(request(
                "POST",
                "/v1/messages/text",
                "{'MessageBody':'wrong case','maxPrice':'1','timeToLive':1,'context':{'a':1},'tpyo':true}"));

        assertProblem(response, 400, "validation", "ValidationException");
        assertThat(json(response).path("reason").stringValue()).isEqualTo("FIELD_VALIDATION_FAILED");
        assertThat(fields(response))
                .containsExactlyInAnyOrder(
                        "MessageBody", "tpyo", "destinationPhoneNumber", "maxPrice", "timeToLive", "context.a");
        assertThat(calls).isEmpty();
    }

    @Test
    void tellsWhatIsNotValidInAPathOrQuery() throws Exception {
        var response = get("/v1/pools/" + "x".repeat(300) + "?limit=0&cursor=&status=&unheardOf=1");

        assertProblem(response, 400, "validation", "ValidationException");
        assertThat(fields(response)).containsExactlyInAnyOrder("poolId", "limit", "cursor", "status", "unheardOf");
    }

    @Test
    void wantsNoParameterTwiceThatIsNoList() throws Exception {
        assertThat(fields(get("/v1/pools?limit=1&limit=2"))).containsExactly("limit");
    }

    @Test
    void wantsEachValueInOnePlace() throws Exception {
        var response = send(request("PATCH", "/v1/pools/pool-1?limit=1", "{'poolId':'pool-2','clientToken':'x'}"));

        assertThat(fields(response)).containsExactlyInAnyOrder("poolId", "clientToken", "limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"text\"", "null", "{\"a\":1}}", "{'a':1}"})
    void refusesWhatIsNoJsonObject(String body) throws Exception {
        var request = HttpRequest.newBuilder(uri("/v1/messages/text"))
                .header("Authorization", KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));

        var response = send(request);

        if (body.isEmpty()) {
            assertThat(fields(response)).containsExactly("destinationPhoneNumber");
        } else {
            assertProblem(response, 400, "malformed", "MalformedRequest");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
    void takesNothingButJson(String type) throws Exception {
        var request = HttpRequest.newBuilder(uri("/v1/pools"))
                .header("Authorization", KEY)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("a=b"));

        assertProblem(send(request), 415, "unsupported-media-type", "UnsupportedMediaType");
    }

    @Test
    void takesJsonWithACharset() throws Exception {
        var request = HttpRequest.newBuilder(uri("/v1/opt-out-lists"))
                .header("Authorization", KEY)
                .header("Content-Type", "Application/JSON; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString("{\"optOutListName\":\"a\"}"));

        assertThat(send(request).statusCode()).isEqualTo(201);
    }

    @Test
    void refusesALongBody() throws Exception {
        var response = send(request("POST", "/v1/pools", " ".repeat(LIMIT + 1)));

        assertProblem(response, 413, "too-large", "RequestTooLarge");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer posthorn",
                "Bearer posthorn.",
                "Bearer posthorn.wrong",
                "Bearer .posthorn-secret",
                "Bearer other.posthorn-secret",
                "Basic posthorn.posthorn-secret"
            })
    void refusesStrangers(String authorization) throws Exception {
        var request = HttpRequest.newBuilder(uri("/v1/pools")).GET();
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }

        var response = send(request);

        assertProblem(response, 401, "unauthorized", "Unauthorized");
        assertThat(response.headers().firstValue("www-authenticate")).contains("Bearer");
    }

    @Test
    void tellsStrangersWithoutAKeyWhatOneLooksLike() throws Exception {
        var response = send(request("GET", "/v1/pools", null).setHeader("Authorization", "Basic cG9zdGhvcm46eA=="));

        assertThat(response.body()).contains("must be: Bearer <access key id>.<secret>");
    }

    @ParameterizedTest
    @CsvSource({"Posthorn-Region, Not A Region", "Idempotency-Key, with blank"})
    void refusesHeadersThatCannotBe(String header, String value) throws Exception {
        var response = send(request("POST", "/v1/pools", "{}").header(header, value));

        assertProblem(response, 400, "validation", "ValidationException");
        assertThat(fields(response)).containsExactly(header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/nowhere",
                "/v1/try/",
                "/v1/try/../openapi.json",
                "/v1/pools/",
                "/v1/pools//origination-identities",
                "/v1//pools",
                "/v1/PHONE-NUMBERS",
                "/v1/pools/a/b/c/d"
            })
    void hasNothingElsewhere(String path) throws Exception {
        assertProblem(get(path), 404, "no-such-path", "NoSuchPath");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /v1/pools, 'GET, HEAD, OPTIONS, POST'",
        "POST, /v1/pools/pool-1, 'DELETE, GET, HEAD, OPTIONS, PATCH'",
        "TRACE2, /v1/messages/text, 'OPTIONS, POST'"
    })
    void tellsWhichMethodsAPathTakes(String method, String path, String allowed) throws Exception {
        var response = send(request(method, path, null));

        assertProblem(response, 405, "method-not-allowed", "MethodNotAllowed");
        assertThat(response.headers().firstValue("allow")).contains(allowed);
    }

    @Test
    void answersOptionsWithWhatAPathTakes() throws Exception {
        var response = send(request("OPTIONS", "/v1/pools", null));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS, POST");
    }

    @Test
    void answersHeadLikeGetWithoutABody() throws Exception {
        var response = send(request("HEAD", "/v1/pools", null));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValueAsLong("content-length")).hasValue("{}".length());
        assertThat(response.body()).isEmpty();
    }

    @Test
    void tellsTheApisErrorsWithTheirReasons() throws Exception {
        answer = new Answer.Refused(
                new ApiError.Conflict(ConflictReason.RESOURCE_ALREADY_EXISTS, ResourceType.OPT_OUT_LIST, "news"));

        var response = send(request("POST", "/v1/opt-out-lists", "{'optOutListName':'news'}"));

        assertProblem(response, 409, "conflict", "ConflictException");
        assertThat(json(response).path("reason").stringValue()).isEqualTo("RESOURCE_ALREADY_EXISTS");
        assertThat(json(response).path("resourceType").stringValue()).isEqualTo("opt-out-list");
        assertThat(json(response).path("resourceId").stringValue()).isEqualTo("news");
    }

    @Test
    void givesEachErrorItsStatus() throws Exception {
        assertStatus(new Answer.Refused(new ApiError.ResourceNotFound(ResourceType.POOL, "pool-1")), 404);
        assertStatus(new Answer.Refused(new ApiError.ServiceQuotaExceeded(QuotaReason.POOLS_PER_ACCOUNT)), 409);
        assertStatus(new Answer.Refused(new ApiError.AccessDenied(null, "")), 403);
        assertStatus(new Answer.Refused(new ApiError.Throttling("slowly")), 429);
        assertStatus(new Answer.Refused(new ApiError.InternalServer()), 500);
        assertStatus(
                new Answer.Relayed(new ErrorResponse(
                        400,
                        "ResourceNotFoundException",
                        "{\"__type\":\"x#ResourceNotFoundException\",\"Message\":\"no\",\"ResourceType\":\"pool\"}")),
                404);
    }

    private static void assertStatus(Answer given, int status) throws Exception {
        answer = given;
        assertThat(get("/v1/pools").statusCode()).isEqualTo(status);
    }

    @Test
    void givesEachRequestAnId() throws Exception {
        var response = get("/v1/nowhere");

        assertThat(json(response).path("requestId").stringValue())
                .isEqualTo(response.headers().firstValue("posthorn-request-id").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/, text/html;charset=utf-8, Posthorn",
        "/v1/openapi.json, application/json, 3.1.0",
        "/v1/try/handset.html, text/html;charset=utf-8, Switch on",
        "/v1/try/handset.js, text/javascript;charset=utf-8, handsets",
        "/v1/try/try.js, text/javascript;charset=utf-8, SwaggerUIBundle",
        "/v1/try/library.js, text/javascript;charset=utf-8, SwaggerUIBundle",
        "/v1/try/library.css, text/css;charset=utf-8, swagger-ui"
    })
    void showsAnybodyAPageToTryIt(String path, String type, String text) throws Exception {
        var response = send(HttpRequest.newBuilder(uri(path)).GET());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains(type);
        assertThat(response.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "script-src 'self'"));
        assertThat(response.body()).contains(text).doesNotContain("https://unpkg.com", "https://cdn");
        var again = send(HttpRequest.newBuilder(uri(path))
                .header("If-None-Match", response.headers().firstValue("etag").orElseThrow()));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void leadsToThePage() throws Exception {
        var response = get("/v1");

        assertThat(response.statusCode()).isEqualTo(308);
        assertThat(response.headers().firstValue("location")).contains("/v1/");
    }

    @Test
    void takesATableThatIsLongerThanAnyOtherRequest() throws Exception {
        answer = new Answer.Done("{\"Added\":1,\"AlreadyThere\":2,\"Refused\":0,\"WrongLines\":[]}");
        var table = "optedOutNumber\n" + "+12065550100\n".repeat(LIMIT / 10);

        var response = send(HttpRequest.newBuilder(uri("/v1/opt-out-lists/news/opted-out-numbers.csv?dryRun=true"))
                .header("Authorization", KEY)
                .header("Content-Type", "Text/CSV; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(table)));

        assertThat(json(response)).isEqualTo(parsed("{'added':1,'alreadyThere':2,'refused':0,'wrongLines':[]}"));
        assertThat(called("ImportOptedOutNumbers")).isEqualTo(parsed("{'OptOutListName':'news','DryRun':true}"));
        assertThat(received).isEqualTo(table);
    }

    @Test
    void takesNothingButATableWhereATableIsMeant() throws Exception {
        var response = send(request("POST", "/v1/opt-out-lists/news/opted-out-numbers.csv", "{}"));

        assertProblem(response, 415, "unsupported-media-type", "UnsupportedMediaType");
        assertThat(calls).isEmpty();
    }

    @Test
    void writesATable() throws Exception {
        answer = new Answer.Streamed(out -> out.write("a,b\r\n".getBytes(StandardCharsets.UTF_8)));

        var response = get("/v1/opt-out-lists/news/opted-out-numbers.csv");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/csv;charset=utf-8");
        assertThat(response.body()).isEqualTo("a,b\r\n");
        assertThat(called("ExportOptedOutNumbers")).isEqualTo(parsed("{'OptOutListName':'news'}"));
    }

    private static void assertProblem(HttpResponse<String> response, int status, String type, String error) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        var body = json(response);
        assertThat(body.path("type").stringValue()).isEqualTo("urn:posthorn:problem:" + type);
        assertThat(body.path("status").intValue()).isEqualTo(status);
        assertThat(body.path("error").stringValue()).isEqualTo(error);
        assertThat(body.path("title").stringValue()).isNotEmpty();
        assertThat(body.path("detail").stringValue()).isNotEmpty();
    }

    private static List<String> fields(HttpResponse<String> response) {
        return json(response)
                .path("fields")
                .valueStream()
                .map(field -> field.path("name").stringValue())
                .toList();
    }

    private static JsonNode called(String operation) {
        assertThat(calls).isNotEmpty();
        assertThat(calls.element().operation().name()).isEqualTo(operation);
        return parsed(calls.element().input().toString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static JsonNode parsed(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request("GET", path, null));
    }

    private static HttpRequest.Builder request(String method, String path, @Nullable String body) {
        var request = HttpRequest.newBuilder(uri(path)).header("Authorization", KEY);
        return body == null
                ? request.method(method, HttpRequest.BodyPublishers.noBody())
                : request.header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getPort() + path);
    }
}
