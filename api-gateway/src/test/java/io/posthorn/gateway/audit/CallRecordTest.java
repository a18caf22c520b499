package io.posthorn.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.policy.Actions;
import io.posthorn.core.policy.Principal;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.operation.Answering.Outcome;
import io.posthorn.gateway.operation.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class CallRecordTest {
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final Scope SCOPE = new Scope(ACCOUNT, "us-east-1");
    private static final Principal ROOT = new Principal.Root(ACCOUNT);
    private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";
    private static final CallRecord FORM = new CallRecord(Actions.load());

    private static Caller caller(Principal principal, String key) {
        return new Caller(SCOPE, principal, key, new Caller.Origin("192.0.0.1", "PostmanRuntime/7.3.0", true));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static JsonNode call(String api, String operation, Caller caller, String input, Outcome outcome) {
        var line = FORM.of(
                ApiModel.load(api).operation(operation).orElseThrow(),
                caller,
                (ObjectNode) json(input),
                outcome,
                "request-1",
                "event-1",
                Instant.parse("2018-11-06T21:45:55.987Z"),
                ACCOUNT);
        assertThat(line).doesNotContain("\n");
        return JsonMapper.shared().readTree(line);
    }

    private static Outcome done(String json) {
        return new Outcome.Done(json.replace('\'', '"'));
    }

    private static Outcome refused(ApiError error) {
        return new Outcome.Refused(new ApiErrors(ApiModel.load()).render(error, "request-1"));
    }

    /** The sample of the service's user guide. */
    @Test
    void hasTheFormOfTheService() {
        var user = new Principal.User(ACCOUNT, "SampleUser", "AIDAIHTRCDA62EXAMPLE");

        var call = call(
                "model.json",
                "CreateConfigurationSet",
                caller(user, "AKIAIOSFODNN7EXAMPLE"),
                "{'ConfigurationSetName':'MyConfigurationSet'}",
                done("{'ConfigurationSetName':'MyConfigurationSet'}"));

        assertThat(call)
                .isEqualTo(json("{'eventVersion':'1.05','userIdentity':{'type':'IAMUser',"
                        + "'principalId':'AIDAIHTRCDA62EXAMPLE','arn':'arn:aws:iam::111122223333:user/SampleUser',"
                        + "'accountId':'111122223333','accessKeyId':'AKIAIOSFODNN7EXAMPLE','userName':'SampleUser'},"
                        + "'eventTime':'2018-11-06T21:45:55Z','eventSource':'sms-voice.amazonaws.com',"
                        + "'eventName':'CreateConfigurationSet','awsRegion':'us-east-1',"
                        + "'sourceIPAddress':'192.0.0.1','userAgent':'PostmanRuntime/7.3.0',"
                        + "'requestParameters':{'ConfigurationSetName':'MyConfigurationSet'},"
                        + "'responseElements':{'ConfigurationSetName':'MyConfigurationSet'},"
                        + "'requestID':'request-1','eventID':'event-1','readOnly':false,'eventType':'AwsApiCall',"
                        + "'recipientAccountId':'111122223333'}"));
    }

    static Stream<Arguments> callers() {
        var session = new Principal.Session(ACCOUNT, "reports", "AROAEXAMPLE", "monthly", List.of(), Map.of());
        return Stream.of(
                Arguments.of(
                        caller(ROOT, "AKIAROOT"),
                        "{'type':'Root','principalId':'111122223333','arn':'arn:aws:iam::111122223333:root',"
                                + "'accountId':'111122223333','accessKeyId':'AKIAROOT'}"),
                Arguments.of(
                        caller(session, "ASIASESSION"),
                        "{'type':'AssumedRole','principalId':'AROAEXAMPLE:monthly',"
                                + "'arn':'arn:aws:sts::111122223333:assumed-role/reports/monthly',"
                                + "'accountId':'111122223333','accessKeyId':'ASIASESSION','sessionContext':"
                                + "{'sessionIssuer':{'type':'Role','principalId':'AROAEXAMPLE',"
                                + "'arn':'arn:aws:iam::111122223333:role/reports','accountId':'111122223333',"
                                + "'userName':'reports'}}}"),
                Arguments.of(
                        caller(ROOT, ""), "{'type':'AWSAccount','principalId':'','accountId':'ANONYMOUS_PRINCIPAL'}"));
    }

    @ParameterizedTest
    @MethodSource("callers")
    void tellsWhoCalled(Caller caller, String identity) {
        var call = call("topics.json", "Unsubscribe", caller, "{}", done("{}"));

        assertThat(call.path("userIdentity")).isEqualTo(json(identity));
        assertThat(call.path("requestParameters").isNull()).isTrue();
    }

    @Test
    void tellsWhatWasRefusedAndWhy() {
        var denied = new ApiError.AccessDenied(null, "User: me is not authorized to perform: that");

        var call = call("model.json", "DeletePool", caller(ROOT, "A"), "{'PoolId':'pool-1'}", refused(denied));

        assertThat(call.path("errorCode").stringValue()).isEqualTo("AccessDeniedException");
        assertThat(call.path("errorMessage").stringValue()).isEqualTo("User: me is not authorized to perform: that");
        assertThat(call.path("requestParameters")).isEqualTo(json("{'PoolId':'pool-1'}"));
        assertThat(call.path("responseElements").isNull()).isTrue();
    }

    @Test
    void doesNotRepeatWhatWasRead() {
        var call = call("model.json", "DescribePools", caller(ROOT, "A"), "{}", done("{'Pools':[]}"));

        assertThat(call.path("readOnly").booleanValue()).isTrue();
        assertThat(call.path("responseElements").isNull()).isTrue();
        assertThat(call.has("errorCode")).isFalse();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "model.json | VerifyDestinationNumber | {'VerificationCode':'123456'}",
                "model.json | VerifyDestinationNumber | {'verificationCode':{'wrong':'123456'}}",
                "model.json | CreateRegistrationAttachment | {'AttachmentBody':'123456'}",
                "handsets.json | SendHandsetMessage | {'MessageBody':'123456'}",
                "topics.json | ConfirmSubscription | {'Token':'123456'}",
                "topics.json | Subscribe | {'Endpoint':'https://me:123456@example.com/hook'}"
            })
    void hidesSecretsOfRequests(String api, String operation, String input) {
        var call = call(api, operation, caller(ROOT, "A"), input, done("{}"));

        assertThat(call.toString()).doesNotContain("123456");
        assertThat(call.path("requestParameters")).isNotEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "identities.json | CreateAccessKey | {'AccessKey':{'AccessKeyId':'AKIA','SecretAccessKey':'%s'}}",
                "sessions.json | AssumeRole | {'Credentials':[{'SessionToken':'%s','SecretAccessKey':'%s'}]}"
            })
    void hidesSecretsOfAnswers(String api, String operation, String output) {
        var answer = done(output.replace("%s", "s3cret"));

        var call = call(api, operation, caller(ROOT, "A"), "{}", answer);

        assertThat(call.path("responseElements")).isEqualTo(json(output.replace("%s", HIDDEN)));
    }

    @Test
    void leavesOutWhatIsTooLongForARecord() {
        var call = call(
                "model.json",
                "DescribePools",
                new Caller(SCOPE, ROOT, "A", new Caller.Origin("192.0.0.1", "x".repeat(5_000), true)),
                "{'PoolIds':['" + "x".repeat(200_000) + "']}",
                refused(new ApiError.InternalServer()));

        assertThat(call.path("requestParameters")).isEqualTo(json("{'omitted':true}"));
        assertThat(call.path("userAgent").stringValue()).hasSize(1_024);
    }

    @Test
    void belongsIntoTheLogOfTheAccountWhoseRoleIsTakenOn() {
        var operation = ApiModel.load("sessions.json").operation("AssumeRole").orElseThrow();
        var taken = done("{'AssumedRoleUser':{'Arn':'arn:aws:sts::999999999999:assumed-role/reports/monthly'}}");

        assertThat(CallRecord.recipients(operation, caller(ROOT, "A"), taken))
                .containsExactly(ACCOUNT, new AccountId("999999999999"));
        assertThat(CallRecord.recipients(operation, caller(ROOT, "A"), refused(new ApiError.InternalServer())))
                .containsExactly(ACCOUNT);
    }
}
