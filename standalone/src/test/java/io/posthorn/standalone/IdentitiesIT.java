package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.posthorn.core.signature.SigV4Signer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.AccessDeniedException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.PinpointSmsVoiceV2Exception;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Users, roles and policies of an account, and what they may do, with the whole product. */
@ExtendWith(RunningStandalone.Shared.class)
class IdentitiesIT {
    private final HttpClient http = HttpClient.newHttpClient();
    private RunningStandalone posthorn;
    private RunningStandalone.Account account;

    @BeforeEach
    void open(RunningStandalone shared) throws Exception {
        posthorn = shared;
        account = shared.openAccount();
    }

    @AfterEach
    void close() {
        http.close();
    }

    private JsonNode call(String method, String path, @Nullable String body) throws Exception {
        var key = account.key();
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(posthorn.endpoint() + "/v1" + path))
                        .header("Authorization", "Bearer " + key.accessKeyId() + "." + key.secretAccessKey())
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body());
    }

    private PinpointSmsVoiceV2Client as(AwsCredentials credentials) {
        return Clients.of(posthorn.endpoint(), credentials);
    }

    /** A user with a policy that says what {@code statement} says. */
    private AwsCredentials user(String name, String statement) throws Exception {
        call("POST", "/users", "{'userName':'" + name + "'}");
        write("/users/" + name + "/policies/own", statement);
        var key = call("POST", "/users/" + name + "/access-keys", "{}").path("accessKey");
        return AwsBasicCredentials.create(
                key.path("accessKeyId").stringValue(),
                key.path("secretAccessKey").stringValue());
    }

    private void write(String path, String statement) throws Exception {
        call("PUT", path, "{'policyDocument':" + document(statement) + "}");
    }

    /** A policy as a string of JSON. */
    private static String document(String statement) {
        return JsonMapper.shared()
                .writeValueAsString(("{'Version':'2012-10-17','Statement':{" + statement + "}}").replace('\'', '"'));
    }

    @Test
    void letsUsersDoWhatTheirPoliciesAllowAndNothingElse() throws Exception {
        var root = as(account.key());
        var mine = Clients.simulatorNumber(root);
        var other = Clients.simulatorNumber(root);
        var arn = "arn:aws:sms-voice:us-east-1:" + account.id() + ":phone-number/";
        var ann = as(user(
                "ann",
                "'Effect':'Allow','Action':['sms-voice:SendTextMessage','sms-voice:DescribePhoneNumbers'],'Resource':'"
                        + arn + mine + "'"));

        assertThat(ann.sendTextMessage(send -> send.destinationPhoneNumber(Clients.SUCCESS)
                                .originationIdentity(mine)
                                .messageBody("Hello"))
                        .messageId())
                .isNotEmpty();
        assertThat(ann.describePhoneNumbers(request -> request.phoneNumberIds(mine))
                        .phoneNumbers())
                .hasSize(1);
        assertThatThrownBy(() -> ann.sendTextMessage(send -> send.destinationPhoneNumber(Clients.SUCCESS)
                        .originationIdentity(other)
                        .messageBody("Hello")))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        denied -> assertThat(denied.awsErrorDetails().errorMessage())
                                .isEqualTo("User: arn:aws:iam::" + account.id()
                                        + ":user/ann is not authorized to perform:"
                                        + " sms-voice:SendTextMessage on resource: " + arn + other + " because no"
                                        + " identity-based policy allows the sms-voice:SendTextMessage action"));
        assertThatThrownBy(() -> ann.describePhoneNumbers(request -> {})).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> ann.describePools(request -> {})).isInstanceOf(AccessDeniedException.class);
        call("PUT", "/users/ann/attached-policies/" + encoded("arn:aws:iam::aws:policy/SMSVoiceReadOnlyAccess"), "{}");
        assertThat(ann.describePools(request -> {}).pools()).isEmpty();
        call("PATCH", "/users/ann/access-keys/" + keyOf("ann"), "{'status':'Inactive'}");
        assertRefused(ann, "UnrecognizedClientException");
    }

    private String keyOf(String user) throws Exception {
        return call("GET", "/users/" + user + "/access-keys", null)
                .path("accessKeyMetadata")
                .path(0)
                .path("accessKeyId")
                .stringValue();
    }

    private static void assertRefused(PinpointSmsVoiceV2Client client, String code) {
        assertThatThrownBy(() -> client.describePools(request -> {}))
                .isInstanceOfSatisfying(
                        PinpointSmsVoiceV2Exception.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .isEqualTo(code));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void sharesOutResourcesByTheirTags() throws Exception {
        var root = as(account.key());
        for (var team : List.of("red", "blue")) {
            var tag = Tag.builder().key("team").value(team).build();
            root.createConfigurationSet(set -> set.configurationSetName(team).tags(tag));
        }
        var ann = as(user(
                "ann",
                "'Effect':'Allow','Action':'sms-voice:*','Resource':'*','Condition':{'StringEquals':"
                        + "{'aws:ResourceTag/team':'${aws:PrincipalTag/team}'}}"));

        assertThatThrownBy(() -> ann.deleteConfigurationSet(set -> set.configurationSetName("red")))
                .isInstanceOf(AccessDeniedException.class);
        call("POST", "/users/ann/tags", "{'tags':[{'key':'team','value':'red'}]}");
        assertThatThrownBy(() -> ann.deleteConfigurationSet(set -> set.configurationSetName("blue")))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(ann.deleteConfigurationSet(set -> set.configurationSetName("red"))
                        .configurationSetName())
                .isEqualTo("red");
    }

    @Test
    void letsUsersTakeOnRolesForATime() throws Exception {
        var ann = user("ann", "'Effect':'Allow','Action':'sts:AssumeRole','Resource':'*'");
        call(
                "POST",
                "/roles",
                "{'roleName':'reader','assumeRolePolicyDocument':"
                        + document(
                                "'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'AWS':'" + account.id() + "'}")
                        + "}");
        write("/roles/reader/policies/all", "'Effect':'Allow','Action':'sms-voice:*','Resource':'*'");
        var wanted = Map.of(
                "Action", "AssumeRole",
                "RoleArn", "arn:aws:iam::" + account.id() + ":role/reader",
                "RoleSessionName", "tests",
                "DurationSeconds", "900",
                "Policy",
                        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sms-voice:Describe*\",\"Resource\":\"*\"}}");

        var answer = query("sts", ann, wanted);

        var session = AwsSessionCredentials.create(
                element(answer, "AccessKeyId"), element(answer, "SecretAccessKey"), element(answer, "SessionToken"));
        var reader = as(session);
        assertThat(reader.describePools(request -> {}).pools()).isEmpty();
        assertThatThrownBy(() -> reader.createOptOutList(list -> list.optOutListName("mine")))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining(":assumed-role/reader/tests")
                .hasMessageContaining("no session policy allows");
        assertRefused(as(ann), "AccessDeniedException");
        assertRefused(
                as(AwsBasicCredentials.create(session.accessKeyId(), session.secretAccessKey())),
                "UnrecognizedClientException");
        assertRefused(
                as(AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), "other")),
                "UnrecognizedClientException");
        call("DELETE", "/roles/reader/policies/all", null);
        call("DELETE", "/roles/reader", null);
        assertRefused(reader, "UnrecognizedClientException");
        assertThat(query("sts", ann, wanted)).contains("<Code>AccessDenied</Code>");
    }

    @Test
    void takesDownWhoDidWhat() throws Exception {
        var root = as(account.key());
        var ann = as(user("ann", "'Effect':'Allow','Action':'sms-voice:Create*','Resource':'*'"));
        ann.createOptOutList(list -> list.optOutListName("weekly"));
        assertThatThrownBy(() -> ann.deleteOptOutList(list -> list.optOutListName("weekly")))
                .isInstanceOf(AccessDeniedException.class);
        root.sendTextMessage(send -> send.destinationPhoneNumber(Clients.SUCCESS)
                .originationIdentity(Clients.simulatorNumber(root))
                .messageBody("Hello"));

        await().untilAsserted(
                        () -> assertThat(calls("user=ann")).containsExactly("DeleteOptOutList", "CreateOptOutList"));
        assertThat(calls("errorCode=AccessDeniedException")).containsExactly("DeleteOptOutList");
        assertThat(calls("resource=weekly&eventName=CreateOptOutList")).containsExactly("CreateOptOutList");
        assertThat(calls("endTime=2001-01-01T00:00:00Z")).isEmpty();
        assertThat(calls("limit=500"))
                .contains("RequestPhoneNumber", "CreateUser", "CreateAccessKey", "SearchAuditRecords")
                .doesNotContain("SendTextMessage");
        var made = auditRecord("eventName=CreateAccessKey");
        assertThat(made.path("eventSource").stringValue()).isEqualTo("iam.amazonaws.com");
        assertThat(made.path("responseElements")
                        .path("AccessKey")
                        .path("SecretAccessKey")
                        .stringValue())
                .isEqualTo("HIDDEN_DUE_TO_SECURITY_REASONS");
        var created = auditRecord("eventName=CreateOptOutList");
        assertThat(created.path("userIdentity").path("userName").stringValue()).isEqualTo("ann");
        assertThat(created.path("userAgent").stringValue()).startsWith("aws-sdk-java/");
        assertThat(created.path("sourceIPAddress").stringValue()).isEqualTo("127.0.0.1");
        assertThat(created.path("requestParameters").path("OptOutListName").stringValue())
                .isEqualTo("weekly");
    }

    private List<String> calls(String question) throws Exception {
        return call("GET", "/audit-records?" + question, null)
                .path("records")
                .valueStream()
                .map(found -> found.path("eventName").stringValue())
                .toList();
    }

    private JsonNode auditRecord(String question) throws Exception {
        return JsonMapper.shared()
                .readTree(call("GET", "/audit-records?" + question, null)
                        .path("records")
                        .path(0)
                        .path("auditRecord")
                        .stringValue());
    }

    @Test
    void isManagedByTheClientsOfTheService() throws Exception {
        var root = account.key();

        assertThat(query("iam", root, Map.of("Action", "CreateUser", "UserName", "bob")))
                .contains("<UserName>bob</UserName>", ":user/bob</Arn>");
        assertThat(query("iam", root, Map.of("Action", "CreateUser", "UserName", "bob")))
                .contains("<Code>EntityAlreadyExists</Code>");
        assertThat(query(
                        "iam",
                        root,
                        Map.of(
                                "Action", "PutUserPolicy",
                                "UserName", "bob",
                                "PolicyName", "own",
                                "PolicyDocument", "{\"Statement\":{\"Effect\":\"Maybe\"}}")))
                .contains(
                        "<Code>MalformedPolicyDocument</Code>",
                        "PolicyDocument.Statement.Effect must be Allow or Deny");
        assertThat(query("iam", root, Map.of("Action", "ListUsers"))).contains("<member><Path>/</Path>");
        assertThat(query("iam", root, Map.of("Action", "GetUser", "UserName", "nobody")))
                .contains("<Code>NoSuchEntity</Code>");
        assertThat(query("sts", root, Map.of("Action", "GetCallerIdentity")))
                .contains("<Arn>arn:aws:iam::" + account.id() + ":root</Arn>");
    }

    private static String element(String xml, String name) {
        int begin = xml.indexOf("<" + name + ">");
        assertThat(begin).as(xml).isNotNegative();
        return xml.substring(begin + name.length() + 2, xml.indexOf("</" + name + ">", begin));
    }

    /** Posts a form to an API of the query protocol, signed as its clients do. */
    private String query(String service, AwsCredentials key, Map<String, String> parameters) throws Exception {
        var form = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
        var endpoint = URI.create(posthorn.endpoint() + "/");
        var headers = new TreeMap<>(Map.of(
                "host", endpoint.getAuthority(), "content-type", "application/x-www-form-urlencoded; charset=utf-8"));
        var signed = new SigV4Signer(key.accessKeyId(), key.secretAccessKey(), "us-east-1", service)
                .sign("POST", "/", "", headers, ByteBuffer.wrap(form), Instant.now());
        var request = HttpRequest.newBuilder(endpoint).POST(HttpRequest.BodyPublishers.ofByteArray(form));
        request.header("content-type", headers.get("content-type"));
        signed.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
