package io.posthorn.standalone;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.AccessDeniedException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.AccountAttributeName;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ConflictException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.MessageType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberCapability;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.PinpointSmsVoiceV2Exception;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.RegistrationStatus;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.RequestableNumberType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator's API of a whole system, and what the accounts notice of it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path data;

    /** Otherwise the system itself approves what is submitted. */
    private static final List<String> BY_HAND = List.of("--posthorn.registration.review=manual");

    private static Standalone posthorn;
    private static OperatorApi operator;

    @BeforeAll
    static void start() throws Exception {
        posthorn = Standalone.start(new StandaloneOptions(0, 0, 0, data, BY_HAND));
        operator = OperatorApi.of(posthorn, data);
    }

    @AfterAll
    static void stop() {
        posthorn.close();
    }

    private static HttpResponse<String> ask(String method, String path, String type, String body)
            throws IOException, InterruptedException {
        return operator.ask(method, path, type, body);
    }

    private static JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        return operator.call(method, path, body);
    }

    private static void refused(int status, String named, String path, String body)
            throws IOException, InterruptedException {
        var answer = ask("POST", path, "application/json", body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.body()).contains(named);
    }

    /** The registrations of an account that wait for their review. */
    private static List<JsonNode> waiting(String account) throws IOException, InterruptedException {
        return call("GET", "/accounts/" + account + "/registrations?region=us-east-1", "")
                .required("registrations")
                .valueStream()
                .toList();
    }

    private static HttpResponse<String> importNumbers(String lines) throws IOException, InterruptedException {
        return ask(
                "PUT",
                "/numbers.csv",
                "text/csv",
                "phoneNumber,isoCountryCode,numberType,numberCapabilities,carrier,monthlyLeasingPrice\n" + lines);
    }

    private static PinpointSmsVoiceV2Client client(String id, String secret) {
        return Clients.of(posthorn.endpoint(), AwsBasicCredentials.create(id, secret));
    }

    /** A new account that has left the sandbox, and a client of it. */
    private static PinpointSmsVoiceV2Client account(String account) throws IOException, InterruptedException {
        return Clients.of(posthorn.endpoint(), operator.openAccount(account));
    }

    private static String request(PinpointSmsVoiceV2Client client, String country) {
        return client.requestPhoneNumber(request -> request.isoCountryCode(country)
                        .messageType(MessageType.TRANSACTIONAL)
                        .numberCapabilities(NumberCapability.SMS)
                        .numberType(RequestableNumberType.LONG_CODE))
                .phoneNumber();
    }

    private static String status(String number) throws IOException, InterruptedException {
        return call("GET", "/numbers/" + number, "").required("status").asString();
    }

    @Test
    @Order(1)
    void comesWithNumbersToRequestAndPrices() throws Exception {
        try (var client = Clients.of(posthorn.endpoint())) {
            var number = request(client, "US");

            assertThat(number).startsWith("+120655501");
            assertThat(status(number)).isEqualTo("LEASED");
            assertThat(client.describeAccountAttributes(request -> {}).accountAttributes())
                    .anySatisfy(attribute -> {
                        assertThat(attribute.name()).isEqualTo(AccountAttributeName.ACCOUNT_TIER);
                        assertThat(attribute.value()).isEqualTo("PRODUCTION");
                    });
        }
        assertThat(call("GET", "/prices?channel=VOICE", "").required("prices")).hasSize(2);
    }

    @Test
    @Order(2)
    void isNotForTenantsNorAtTheirPort() throws Exception {
        var withTenantsKey = HTTP.send(
                HttpRequest.newBuilder(URI.create(operator.endpoint() + "/accounts"))
                        .header("Authorization", "Bearer posthorn.posthorn-secret")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(withTenantsKey.statusCode()).isEqualTo(401);
        assertThat(withTenantsKey.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        for (var path : List.of("/numbers.csv", "/accounts.csv")) {
            var table = HTTP.send(
                    HttpRequest.newBuilder(URI.create(operator.endpoint() + path))
                            .header("Authorization", "Bearer posthorn.posthorn-secret")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(table.statusCode()).isEqualTo(401);
        }
        for (var path : List.of("/operator/v1/accounts", "/v1/accounts", "/operator/v1/numbers.csv")) {
            var atTenantsPort = HTTP.send(
                    HttpRequest.newBuilder(URI.create(posthorn.endpoint() + path))
                            .header("Authorization", "Bearer " + operator.token())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(atTenantsPort.statusCode()).as(path).isGreaterThanOrEqualTo(400);
            assertThat(atTenantsPort.body()).doesNotContain("accountId");
        }
    }

    @Test
    @Order(3)
    void opensAndClosesAccounts() throws Exception {
        call("POST", "/accounts", "{'accountId':'111100000001','quotas':{'PhoneNumbers':1}}");
        var created = call(
                "POST",
                "/accounts/111100000001/access-keys",
                "{'accessKeyId':'tenant-1','secret':'a-secret-of-our-own'}");
        assertThat(created.required("secret").asString()).isEqualTo("a-secret-of-our-own");
        assertThat(call("GET", "/accounts/111100000001/access-keys", "").toString())
                .contains("tenant-1")
                .doesNotContain("a-secret-of-our-own");
        try (var client = client("tenant-1", "a-secret-of-our-own")) {
            assertThat(client.describeAccountAttributes(request -> {}).accountAttributes())
                    .anySatisfy(attribute -> assertThat(attribute.value()).isEqualTo("SANDBOX"));
            var number = request(client, "US");
            assertThatThrownBy(() -> request(client, "US"))
                    .isInstanceOfSatisfying(
                            PinpointSmsVoiceV2Exception.class,
                            refused -> assertThat(refused.getMessage()).contains("PHONE_NUMBERS_PER_ACCOUNT"));

            call("PATCH", "/accounts/111100000001", "{'status':'SUSPENDED'}");
            assertThatThrownBy(() -> client.describePools(request -> {})).isInstanceOf(AccessDeniedException.class);
            call("PATCH", "/accounts/111100000001", "{'status':'ACTIVE'}");

            var id = client.describePhoneNumbers(request -> {})
                    .phoneNumbers()
                    .getFirst()
                    .phoneNumberId();
            client.releasePhoneNumber(request -> request.phoneNumberId(id));
            await().atMost(20, SECONDS).until(() -> status(number).equals("AVAILABLE"));

            call("PATCH", "/access-keys/tenant-1", "{'status':'INACTIVE'}");
            assertThatThrownBy(() -> client.describePools(request -> {}))
                    .isInstanceOf(PinpointSmsVoiceV2Exception.class);
        }
    }

    /** A request of a tenant to the REST interface. */
    private static JsonNode asTenant(int status, String method, String path, String body)
            throws IOException, InterruptedException {
        var answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(posthorn.endpoint() + "/v1" + path))
                        .header("Authorization", "Bearer tenant-6.a-secret-of-tenant-6")
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }

    @Test
    @Order(4)
    void leavesTheSandboxWhenItsOwnRequestIsGranted() throws Exception {
        call("POST", "/accounts", "{'accountId':'111100000006'}");
        call(
                "PUT",
                "/access-keys",
                "{'accessKeys':[{'accountId':'111100000006','accessKeyId':'tenant-6','secret':'a-secret-of-tenant-6'}]}");
        var number = asTenant(
                        201,
                        "POST",
                        "/phone-numbers",
                        "{'isoCountryCode':'US','messageType':'TRANSACTIONAL','numberCapabilities':['SMS'],"
                                + "'numberType':'LONG_CODE'}")
                .required("phoneNumberId")
                .asString();
        var message = "{'destinationPhoneNumber':'+12065550142','originationIdentity':'" + number
                + "','messageBody':'Hello'}";
        assertThat(asTenant(409, "POST", "/messages/text", message)
                        .required("reason")
                        .asString())
                .isEqualTo("DESTINATION_PHONE_NUMBER_NOT_VERIFIED");

        var asks = "{'kind':'PRODUCTION_ACCESS','useCase':'codes'}";
        var id = asTenant(201, "POST", "/account/requests", asks)
                .required("requestId")
                .asString();
        assertThat(asTenant(409, "POST", "/account/requests", asks)
                        .required("resourceId")
                        .asString())
                .isEqualTo(id);
        call("POST", "/requests/" + id + "/decision", "{'decision':'REQUEST_INFORMATION','answer':'codes for what?'}");
        assertThat(asTenant(200, "GET", "/account/requests/" + id, "")
                        .required("answer")
                        .asString())
                .isEqualTo("codes for what?");
        asTenant(200, "PATCH", "/account/requests/" + id, "{'useCase':'sign-in codes for our shop'}");
        call("POST", "/requests/" + id + "/decision", "{'decision':'APPROVE'}");

        assertThat(asTenant(200, "GET", "/account/requests?status=APPROVED", "").required("requests"))
                .hasSize(1);
        var sent = asTenant(202, "POST", "/messages/text", message)
                .required("messageId")
                .asString();
        await().atMost(20, SECONDS)
                .until(() -> asTenant(200, "GET", "/messages/" + sent, "")
                        .required("isFinal")
                        .asBoolean());
    }

    @Test
    @Order(4)
    void leavesTheSandboxWithAGrantedRequest() throws Exception {
        var request = call(
                        "POST",
                        "/requests",
                        "{'accountId':'111100000001','kind':'PRODUCTION_ACCESS','useCase':'sign-in codes'}")
                .required("requestId")
                .asString();

        call("POST", "/requests/" + request + "/decision", "{'decision':'APPROVE'}");

        assertThat(call("GET", "/accounts/111100000001", "").required("tier").asString())
                .isEqualTo("PRODUCTION");
        assertThat(ask("POST", "/requests/" + request + "/decision", "application/json", "{\"decision\":\"APPROVE\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    @Order(5)
    void tellsEveryWrongLineAndWritesNone() throws Exception {
        var answer = importNumbers("""
                +12125550100,US,LONG_CODE,SMS,acme,1.00
                nonsense,US,LONG_CODE,SMS,acme,1.00
                +12125550101,USA,LONG_CODE,SMS FAX,acme,1.00

                +12125550100,US,LONG_CODE,SMS,acme,1.00
                +12125550102,US,LONG_CODE
                """);

        assertThat(answer.statusCode()).isEqualTo(400);
        var lines = JsonMapper.shared().readTree(answer.body()).required("lines");
        assertThat(lines.valueStream()
                        .map(line -> line.required("line").asInt()
                                + line.path("column").asString("")))
                .containsExactly("3phoneNumber", "4isoCountryCode", "4numberCapabilities", "6", "7");
        assertThat(ask("GET", "/numbers/+12125550100", "text/plain", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(6)
    void givesEachNumberToOneOfManyWhoAskAtOnce() throws Exception {
        var lines = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            lines.append("+6149157015").append(i).append(",AU,LONG_CODE,SMS,simulator,5.00\n");
        }
        assertThat(importNumbers(lines.toString()).body()).isEqualTo("{\"written\":6}");
        try (var alice = account("111100000002");
                var bob = account("111100000003");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asks = new ArrayList<Callable<String>>();
            for (int i = 0; i < 10; i++) {
                var client = i % 2 == 0 ? alice : bob;
                asks.add(() -> {
                    try {
                        return request(client, "AU");
                    } catch (ConflictException none) {
                        return none.reasonAsString();
                    }
                });
            }
            var answers = new ArrayList<String>();
            for (var answer : threads.invokeAll(asks)) {
                answers.add(answer.get());
            }

            assertThat(answers)
                    .filteredOn(answer -> answer.startsWith("+61"))
                    .hasSize(6)
                    .doesNotHaveDuplicates();
            assertThat(answers)
                    .filteredOn("NO_ORIGINATION_IDENTITIES_FOUND"::equals)
                    .hasSize(4);
        }
    }

    @Test
    @Order(7)
    void reviewsRegistrations() throws Exception {
        var account = "111100000004";
        var type = "US_TEN_DLC_BRAND_REGISTRATION";
        var field = "contactInfo.website";
        try (var client = account(account)) {
            var brand = client.createRegistration(request -> request.registrationType(type))
                    .registrationId();
            Clients.fillIn(client, brand, type);
            var review = "/accounts/" + account + "/registrations/" + brand + "/review";
            assertThat(waiting(account)).isEmpty();
            client.submitRegistrationVersion(request -> request.registrationId(brand));

            assertThat(waiting(account)).singleElement().satisfies(registration -> {
                assertThat(registration.required("registrationId").asString()).isEqualTo(brand);
                assertThat(registration.required("registrationVersionStatus").asString())
                        .isEqualTo("SUBMITTED");
                assertThat(registration
                                .required("fieldValues")
                                .valueStream()
                                .map(value -> value.required("fieldPath").asString()))
                        .contains(field);
            });
            refused(400, "reasons", review, "{'outcome':'REQUIRE_UPDATES'}");
            refused(
                    400,
                    "fieldReasons[0].fieldPath",
                    review,
                    "{'outcome':'REQUIRE_UPDATES','fieldReasons':[{'fieldPath':'moon.a','reason':'is none'}]}");
            refused(404, brand, review, "{'outcome':'APPROVE','region':'us-west-2'}");

            assertThat(call("POST", review, """
                            {'region':'us-east-1','outcome':'REQUIRE_UPDATES','versionNumber':1,
                             'fieldReasons':[{'fieldPath':'contactInfo.website','reason':'leads nowhere'}],
                             'reasons':[{'reason':'OTHER','shortDescription':'Look again'}]}
                            """).required("registrationStatus").asString())
                    .isEqualTo("REQUIRES_UPDATES");
            assertThat(client.describeRegistrationFieldValues(
                                    request -> request.registrationId(brand).fieldPaths(field))
                            .registrationFieldValues())
                    .singleElement()
                    .satisfies(value -> assertThat(value.deniedReason()).isEqualTo("leads nowhere"));
            assertThat(client.describeRegistrationVersions(request -> request.registrationId(brand))
                            .registrationVersions()
                            .getFirst()
                            .deniedReasons())
                    .singleElement()
                    .satisfies(reason -> assertThat(reason.shortDescription()).isEqualTo("Look again"));
            assertThat(waiting(account)).isEmpty();

            client.createRegistrationVersion(request -> request.registrationId(brand));
            client.submitRegistrationVersion(request -> request.registrationId(brand));
            call("POST", review, "{'outcome':'START_REVIEW'}");
            assertThat(waiting(account))
                    .singleElement()
                    .satisfies(registration -> assertThat(
                                    registration.required("registrationStatus").asString())
                            .isEqualTo("REVIEWING"));
            assertThat(call("POST", review, "{'outcome':'APPROVE'}")
                            .required("versionNumber")
                            .asInt())
                    .isEqualTo(2);
            assertThat(client.describeRegistrations(request -> request.registrationIds(brand))
                            .registrations()
                            .getFirst()
                            .registrationStatus())
                    .isEqualTo(RegistrationStatus.COMPLETE);
            refused(409, brand, review, "{'outcome':'APPROVE'}");

            var inForce = "/accounts/" + account + "/registrations?region=us-east-1&standing=IN_FORCE";
            assertThat(call("GET", inForce, "").required("registrations")).hasSize(1);
            assertThat(call("POST", review, "{'outcome':'REVOKE'}")
                            .required("registrationVersionStatus")
                            .asString())
                    .isEqualTo("REVOKED");
            assertThat(call("GET", inForce, "").required("registrations")).isEmpty();
        }
    }

    @Test
    @Order(8)
    void showsTheFilesOfRegistrations() throws Exception {
        var content = new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 7};
        try (var client = account("111100000005")) {
            var id = client.createRegistrationAttachment(
                            request -> request.attachmentBody(SdkBytes.fromByteArray(content)))
                    .registrationAttachmentId();

            var file = call("GET", "/accounts/111100000005/registration-attachments/" + id, "");

            assertThat(file.required("contentType").asString()).isEqualTo("image/png");
            assertThat(Base64.getDecoder().decode(file.required("content").asString()))
                    .isEqualTo(content);
            assertThat(ask("GET", "/accounts/111100000004/registration-attachments/" + id, "text/plain", "")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    @Order(9)
    void knowsAfterARestartWhatItKnewBefore() throws Exception {
        var before = ask("GET", "/numbers.csv", "text/plain", "").body();
        var leased = call("GET", "/numbers?status=LEASED&limit=1000", "").required("numbers");
        call("DELETE", "/prices/TEXT/FR/*", "");

        posthorn.close();
        start();

        assertThat(ask("GET", "/numbers.csv", "text/plain", "").body()).isEqualTo(before);
        assertThat(call("GET", "/numbers?status=LEASED&limit=1000", "").required("numbers"))
                .isEqualTo(leased);
        // The file with the price has not changed, so what was changed since holds.
        assertThat(call("GET", "/prices?isoCountryCode=FR&channel=TEXT", "").required("prices"))
                .isEmpty();
    }
}
