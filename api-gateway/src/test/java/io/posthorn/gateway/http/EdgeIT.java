package io.posthorn.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.core.DamagedText;
import io.posthorn.core.api.Shape;
import io.posthorn.gateway.ApiGatewayApplication;
import io.posthorn.gateway.RunningGateway;
import io.posthorn.gateway.access.DevelopmentCredentialsExposedException;
import io.posthorn.gateway.operation.Operations;
import io.posthorn.platform.PosthornApplication;
import io.posthorn.platform.test.TestCluster;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EdgeIT {
    private static final int LIMIT = 100 * 1024;

    private static TestCluster cluster;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
        gateway = RunningGateway.start(
                cluster,
                "edge",
                "posthorn.gateway.max-body-size=100KB",
                "server.tomcat.connection-timeout=700ms",
                "posthorn.gateway.body-timeout=2s",
                "posthorn.gateway.command-timeout=500ms");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        cluster.close();
    }

    @Test
    void answersInTheFormOfTheApi() throws Exception {
        var answer = gateway.call("DescribePools", "{}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"Pools\":[]}");
        assertThat(answer.headers().firstValue("content-type")).contains("application/x-amz-json-1.0");
        assertThat(answer.headers().firstValue("x-amzn-requestid"))
                .hasValueSatisfying(id -> assertThat(id).hasSize(36));
        assertThat(answer.headers().firstValue("server")).isEmpty();
    }

    /** Whatever it is, nothing of it is a fault of ours. */
    @Test
    void answersDamagedRequests() {
        DamagedText.of(
                "{\"DestinationPhoneNumber\":\"+14254147755\",\"MessageBody\":\"Grüße\",\"Context\":{\"a\":\"b\"},"
                        + "\"TimeToLive\":60,\"DryRun\":true,\"PoolIds\":[\"pool-1\"],\"MaxResults\":5}",
                100,
                damaged -> {
                    try {
                        assertThat(gateway.call("SendTextMessage", damaged).statusCode())
                                .isIn(200, 400);
                        assertThat(gateway.call("DescribePools", damaged).statusCode())
                                .isIn(200, 400);
                    } catch (IOException | InterruptedException broken) {
                        throw new AssertionError("no answer", broken);
                    }
                });
    }

    @Test
    void saysHelloToBrowsers() throws Exception {
        var answer = gateway.request("GET", "/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Posthorn", "--endpoint-url http://127.0.0.1:" + gateway.port());
    }

    @ParameterizedTest
    @CsvSource({"GET, /somewhere", "PUT, /", "DELETE, /", "OPTIONS, /", "PATCH, /"})
    void takesNoOtherMethods(String method, String path) throws Exception {
        var answer = gateway.request(method, path);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("POST");
        assertThat(type(answer)).endsWith("#MethodNotAllowedException");
    }

    @Test
    void refusesARequestWithoutTarget() throws Exception {
        var answer = gateway.request("POST", "/");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(type(answer)).isEqualTo("com.amazon.coral.service#UnknownOperationException");
    }

    @Test
    void refusesOperationsItHasNeverHeardOf() throws Exception {
        var answer = gateway.call("DescribeWeather", "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(type(answer)).isEqualTo("com.amazon.coral.service#UnknownOperationException");
    }

    @Test
    void saysThatAnOperationOfTheApiIsNotOffered() throws Exception {
        var answer = gateway.call("DescribeRcsAgents", "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(type(answer)).endsWith("#ValidationException");
        assertThat(json(answer.body()).path("Reason").stringValue()).isEqualTo("UNKNOWN_OPERATION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"text\"", "null", "{\"a\":1}}", "{'a':1}", "\u0000"})
    void refusesWhatIsNoJsonObject(String body) throws Exception {
        var answer = gateway.call("DescribePools", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(type(answer)).isEqualTo("com.amazon.coral.service#SerializationException");
    }

    @Test
    void refusesDeepNesting() throws Exception {
        var answer = gateway.call("DescribePools", "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}");

        assertThat(type(answer)).isEqualTo("com.amazon.coral.service#SerializationException");
    }

    @Test
    void tellsAllThatIsNotValid() throws Exception {
        var answer = gateway.call("SendTextMessage", "{\"MaxPrice\":\"1\",\"TimeToLive\":1}");

        assertThat(answer.statusCode()).isEqualTo(400);
        var body = json(answer.body());
        assertThat(body.path("Reason").stringValue()).isEqualTo("FIELD_VALIDATION_FAILED");
        assertThat(body.path("Fields")
                        .valueStream()
                        .map(field -> field.path("Name").stringValue()))
                .containsExactlyInAnyOrder("DestinationPhoneNumber", "MaxPrice", "TimeToLive");
    }

    @Test
    void tellsEachRequiredMemberOfEveryOperation() throws Exception {
        var operations = gateway.bean(Operations.class).offered().toList();
        assertThat(operations).isNotEmpty();
        for (var entry : operations) {
            var required = entry.operation().input().members().stream()
                    .filter(Shape.Member::required)
                    .map(Shape.Member::name)
                    .toList();
            if (!required.isEmpty()) {
                var answer = gateway.call(entry.name(), "{}");

                assertThat(answer.statusCode()).as(entry.name()).isEqualTo(400);
                assertThat(json(answer.body())
                                .path("Fields")
                                .valueStream()
                                .map(field -> field.path("Name").stringValue()))
                        .as(entry.name())
                        .containsExactlyInAnyOrderElementsOf(required);
            }
        }
    }

    @Test
    void answersWithAnErrorWhereNobodyReplies() throws Exception {
        var answer = gateway.call("CreateOptOutList", "{\"OptOutListName\":\"unheard\"}");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(type(answer)).endsWith("#InternalServerException");
        assertThat(json(answer.body()).path("RequestId").stringValue())
                .isEqualTo(answer.headers().firstValue("x-amzn-requestid").orElseThrow());
    }

    @Test
    void refusesStrangers() throws Exception {
        var answer = gateway.say(head("POST / HTTP/1.1", "Connection: close", "Content-Length: 2") + "{}");

        assertThat(answer).startsWith("HTTP/1.1 403").contains("MissingAuthenticationTokenException");
    }

    @Test
    void takesRequestsOnAnyPathAndOfAnyType() throws Exception {
        var answer = gateway.say(head(
                        "POST /base/path/ HTTP/1.1",
                        "Connection: close",
                        "Content-Type: application/x-www-form-urlencoded",
                        "Content-Length: 3")
                + "a=b");

        assertThat(answer).contains("MissingAuthenticationTokenException");
    }

    @Test
    void refusesALongBodyByItsDeclaredLength() throws Exception {
        var answer = gateway.say(head("POST / HTTP/1.1", "Expect: 100-continue", "Content-Length: " + (LIMIT + 1)));

        assertThat(answer).startsWith("HTTP/1.1 413").contains("RequestEntityTooLargeException", "x-amzn-RequestId");
    }

    @Test
    void refusesALongBodyThatIsSentAnyway() throws Exception {
        var answer = gateway.call("DescribePools", " ".repeat(LIMIT + 1));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(type(answer)).endsWith("#RequestEntityTooLargeException");
    }

    @Test
    void refusesALongBodyThatComesInChunks() throws Exception {
        var chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        var answer = gateway.say(head("POST / HTTP/1.1", "Transfer-Encoding: chunked") + chunk + chunk + "0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("RequestEntityTooLargeException");
    }

    @Test
    void takesABodyUpToTheLimit() throws Exception {
        assertThat(gateway.call("DescribePools", "{" + " ".repeat(LIMIT - 2) + "}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n\r\nnonsense\r\n\r\n",
                "POST / HTTP/9.9\r\nHost: x\r\n\r\n",
                "POST /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /{} HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST / HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n"
            })
    void refusesWhatIsNotHttpWithoutAStackTrace(String garbage) throws Exception {
        assertThat(gateway.say(garbage))
                .matches("(?s)HTTP/1.1 (400|505) .*")
                .doesNotContain("Exception:", "org.apache", "\tat ", "<html");
    }

    @Test
    void hangsUpOnAClientThatSaysNothing() throws Exception {
        assertThat(gateway.say("")).isEmpty();
    }

    @Test
    void refusesAClientThatDoesNotFinish() throws Exception {
        var answer = gateway.say(head("POST / HTTP/1.1", "Content-Length: 10") + "{");

        assertThat(answer).startsWith("HTTP/1.1 408").contains("RequestTimeoutException", "x-amzn-RequestId");
    }

    @Test
    void tellsClientsOfTheRestInterfaceInItsOwnFormThatTheyAreTooSlow() throws Exception {
        var answer = gateway.say(head(
                        "POST /v1/messages/text HTTP/1.1",
                        "Authorization: Bearer posthorn.posthorn-secret",
                        "Content-Type: application/json",
                        "Content-Length: 100")
                + "{");

        assertThat(answer)
                .startsWith("HTTP/1.1 408")
                .contains("application/problem+json", "urn:posthorn:problem:timeout", "Posthorn-Request-Id");
    }

    @Test
    void refusesAClientThatDripsItsBody() throws Exception {
        try (var socket = gateway.connect()) {
            var out = socket.getOutputStream();
            out.write(head("POST / HTTP/1.1", "Content-Length: 100000").getBytes(UTF_8));
            var in = socket.getInputStream();
            // One byte at a time, never silent for long enough to time out on silence alone.
            socket.setSoTimeout(100);
            var answer = new byte[12];
            var read = 0;
            for (int i = 0; i < 100 && read == 0; i++) {
                out.write('{');
                out.flush();
                read = readNow(in, answer);
            }
            assertThat(new String(answer, UTF_8)).isEqualTo("HTTP/1.1 408");
        }
    }

    @Test
    void keepsConnectionsForMoreThanAHundredRequests() throws Exception {
        try (var socket = gateway.connect()) {
            var in = socket.getInputStream();
            for (int i = 0; i < 250; i++) {
                socket.getOutputStream().write("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
                assertThat(header(in)).startsWith("HTTP/1.1 200").doesNotContain("Connection: close");
            }
        }
    }

    @Test
    void servesTheFrameworksPagesUnderTheirOwnPath() throws Exception {
        assertThat(gateway.request("GET", "/actuator/health").statusCode()).isEqualTo(200);
        assertThat(gateway.request("GET", "/actuator/health/readiness").statusCode())
                .isEqualTo(200);
        gateway.call("DescribePools", "{}");
        assertThat(gateway.request("GET", "/actuator/prometheus").body())
                .contains("posthorn_gateway_requests_total{operation=\"DescribePools\",outcome=\"ok\"}")
                .contains("posthorn_gateway_latency_seconds_bucket{kind=\"read\"");
        assertThat(gateway.request("GET", "/actuator/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void doesNotStartOnOtherAddressesWithTheDevelopmentCredentials() {
        var arguments = new ArrayList<>(List.of(cluster.arguments("exposed")));
        arguments.add("--server.port=0");
        arguments.add("--posthorn.gateway.development-credentials=true");

        assertThatThrownBy(() -> PosthornApplication.run(ApiGatewayApplication.class, arguments.toArray(String[]::new)))
                .isInstanceOf(DevelopmentCredentialsExposedException.class)
                .hasMessageContaining("listens on a loopback address only");
    }

    /** What has arrived by now, or nothing. */
    private static int readNow(InputStream in, byte[] into) throws IOException {
        try {
            return in.readNBytes(into, 0, into.length);
        } catch (SocketTimeoutException notYet) {
            return 0;
        }
    }

    /** The head of a request, signed by nobody. */
    private static String head(String requestLine, String... headers) {
        return requestLine + "\r\nHost: x\r\nX-Amz-Target: PinpointSMSVoiceV2.DescribePools\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private static String header(InputStream in) throws IOException {
        var header = new StringBuilder();
        while (header.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up after: " + header);
            }
            header.append((char) next);
        }
        return header.toString();
    }

    private static String type(HttpResponse<String> answer) {
        return json(answer.body()).path("__type").stringValue();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
