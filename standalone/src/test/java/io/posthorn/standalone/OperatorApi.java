package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator of a running system. */
final class OperatorApi {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String endpoint;
    private final String token;

    private OperatorApi(String endpoint, String token) {
        this.endpoint = endpoint;
        this.token = token;
    }

    /** The operator of the system that keeps its data in {@code data}. */
    static OperatorApi of(Standalone posthorn, Path data) throws IOException {
        return at(posthorn.operatorEndpoint(), data);
    }

    /** The operator of the system that answers there and keeps its data in {@code data}. */
    static OperatorApi at(String endpoint, Path data) throws IOException {
        return new OperatorApi(
                endpoint,
                Files.readString(data.resolve("operator").resolve("token")).strip());
    }

    String endpoint() {
        return endpoint;
    }

    String token() {
        return token;
    }

    /** Asks anything and gives the answer, whatever it is. */
    HttpResponse<String> ask(String method, String path, String type, String body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(endpoint + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", type)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Asks what has to succeed; {@code body} is JSON with single quotes. */
    JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        var answer = ask(method, path, "application/json", body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Adds numbers to the inventory, as lines of a table without its header. */
    void addNumbers(String... lines) throws IOException, InterruptedException {
        var answer = ask(
                "PUT",
                "/numbers.csv",
                "text/csv",
                "phoneNumber,isoCountryCode,numberType,numberCapabilities,carrier,partsPerSecond,monthlyLeasingPrice,"
                        + "registrationRequired\n" + String.join("\n", lines) + "\n");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Creates an account that has left the sandbox, and gives a key of it. */
    AwsBasicCredentials openAccount(String account) throws IOException, InterruptedException {
        call("POST", "/accounts", "{'accountId':'" + account + "','tier':'PRODUCTION'}");
        var key = call("POST", "/accounts/" + account + "/access-keys", "{}");
        return AwsBasicCredentials.create(
                key.required("accessKeyId").asString(), key.required("secret").asString());
    }
}
