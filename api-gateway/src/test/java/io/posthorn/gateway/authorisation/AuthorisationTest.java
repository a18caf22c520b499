package io.posthorn.gateway.authorisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.policy.Actions;
import io.posthorn.core.policy.Principal;
import io.posthorn.core.resource.Grants;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.Tag;
import io.posthorn.core.resource.User;
import io.posthorn.gateway.TestAccount;
import io.posthorn.gateway.identity.Policies;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.Caller;
import java.io.InputStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AuthorisationTest {
    private static final Scope SCOPE = TestAccount.SCOPE;
    private static final String ARN = "arn:aws:sms-voice:us-east-1:000000000000:";
    private static final List<ApiModel> MODELS = Stream.of("model.json", "topics.json", "identities.json")
            .map(ApiModel::load)
            .toList();

    private final ResourceMap resources = TestAccount.with(TestAccount.number("1"), TestAccount.pool("1", "phone-1"));
    private final Authorisation authorisation = new Authorisation(
            Actions.load(), resources::of, new Policies(resources::of), Clock.fixed(TestAccount.NOW, ZoneOffset.UTC));

    @BeforeEach
    void allow() {
        says("{'Effect':'Allow','Action':'*','Resource':'*'}");
    }

    /** Gives the user Ann this policy and no other. */
    private void says(String statement) {
        var inline = new TreeMap<String, String>();
        inline.put("own", ("{'Version':'2012-10-17','Statement':" + statement + "}").replace('\'', '"'));
        resources.put(
                Scope.ofIdentities(SCOPE.account()),
                new User(
                        "ann",
                        "AIDA1",
                        new Grants(List.of(), inline, null),
                        List.of(),
                        List.of(new Tag("team", "red")),
                        TestAccount.NOW));
    }

    private Optional<ApiError> refusal(Principal who, String operation, String input) {
        var known = MODELS.stream()
                .flatMap(model -> model.operation(operation).stream())
                .findFirst()
                .orElseThrow();
        var caller = new Caller(SCOPE, who, "AKIA", new Caller.Origin("192.0.2.7", "test", false));
        var json = (ObjectNode) JsonMapper.shared().readTree(input.replace('\'', '"'));
        return authorisation.refusal(new Call(known, caller, json, null, InputStream.nullInputStream()));
    }

    private Optional<ApiError> refusal(String operation, String input) {
        return refusal(new Principal.User(SCOPE.account(), "ann", "AIDA1"), operation, input);
    }

    /** Found by denying all that is not the resource, which is told then. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SendTextMessage | {'OriginationIdentity':'phone-1'} | phone-number/phone-1",
                "SendTextMessage | {'OriginationIdentity':'+12065550001'} | phone-number/phone-1",
                "SendTextMessage | {'OriginationIdentity':'arn:aws:sms-voice:us-east-1:000000000000:pool/pool-1'}"
                        + " | pool/pool-1",
                "SendTextMessage | {'OriginationIdentity':'pool-1'} | pool/pool-1",
                "SendTextMessage | {'OriginationIdentity':'NAME'} | sender-id/NAME/*",
                "SendTextMessage | {} | phone-number/* pool/* sender-id/*",
                "SendVoiceMessage | {} | phone-number/* pool/*",
                "CreatePool | {'OriginationIdentity':'phone-1'} | pool/* phone-number/phone-1",
                "DescribePools | {} | pool/*",
                "DescribePools | {'PoolIds':['pool-1','pool-2']} | pool/pool-1 pool/pool-2",
                "DescribeSenderIds | {'SenderIds':[{'SenderId':'NAME','IsoCountryCode':'GB'}]} | sender-id/NAME/GB",
                "RequestSenderId | {'SenderId':'NAME','IsoCountryCode':'GB'} | sender-id/NAME/GB",
                "CreateConfigurationSet | {'ConfigurationSetName':'new'} | configuration-set/new",
                "RequestPhoneNumber | {} | phone-number/*",
                "RequestPhoneNumber | {'PoolId':'pool-1'} | phone-number/* pool/pool-1",
                "AssociateOriginationIdentity | {'PoolId':'pool-1','OriginationIdentity':'phone-1'}"
                        + " | pool/pool-1 phone-number/phone-1",
                "TagResource | {'ResourceArn':'arn:aws:sms-voice:us-east-1:000000000000:pool/pool-1'} | pool/pool-1",
                "UpdatePool | {'PoolId':'pool-1','TwoWayChannelRole':'arn:aws:iam::000000000000:role/r'}"
                        + " | pool/pool-1 arn:aws:iam::000000000000:role/r",
                "DescribeSpendLimits | {} | *",
                "CreateTopic | {'Name':'orders'} | arn:aws:sns:us-east-1:000000000000:orders",
                "Unsubscribe | {'SubscriptionArn':'arn:aws:sns:us-east-1:000000000000:orders:1-2'}"
                        + " | arn:aws:sns:us-east-1:000000000000:orders",
                "GetUser | {'UserName':'bob'} | arn:aws:iam::000000000000:user/bob",
                "GetUser | {} | arn:aws:iam::000000000000:user/ann",
                "ListUsers | {} | arn:aws:iam::000000000000:user/*",
            })
    void checksEverythingARequestTouches(String operation, String input, String touched) {
        for (var each : touched.split(" ", -1)) {
            var arn = each.startsWith("arn:") || each.equals("*") ? each : ARN + each;
            says("[{'Effect':'Allow','Action':'*','Resource':'*'},{'Effect':'Deny','Action':'*','Resource':'"
                    + arn.replace("*", "${*}") + "'}]");
            if (arn.equals("*")) {
                says("{'Effect':'Allow','Action':'*','Resource':'arn:*'}");
            }

            assertThat(refusal(operation, input).map(ApiError::message).orElse("allowed"))
                    .contains(" on resource: " + arn + " ");
        }
    }

    @Test
    void letsTheAccountItselfDoEverything() {
        says("{'Effect':'Deny','Action':'*','Resource':'*'}");

        assertThat(refusal(new Principal.Root(SCOPE.account()), "DescribePools", "{}"))
                .isEmpty();
    }

    @Test
    void allowsNothingToUsersWhoAreGone() {
        assertThat(refusal(new Principal.User(SCOPE.account(), "ann", "AIDA0"), "DescribePools", "{}"))
                .isPresent();
        assertThat(refusal("DescribePools", "{}")).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource({
        "aws:username, ann, true",
        "aws:PrincipalArn, arn:aws:iam::000000000000:user/ann, true",
        "aws:PrincipalTag/Team, red, true",
        "aws:ResourceTag/team, red, true",
        "aws:ResourceTag/team, blue, false",
        "aws:RequestTag/cost, 7, true",
        "aws:TagKeys, cost, true",
        "aws:RequestedRegion, us-east-1, true",
        "aws:SourceAccount, 000000000000, true",
        "aws:SourceArn, arn:aws:sms-voice:us-east-1:000000000000:phone-number/phone-1, true",
        "aws:SecureTransport, false, true",
        "aws:SourceIp, 192.0.2.7, true",
        "aws:CurrentTime, 2026-01-02T03:04:05Z, true",
        "aws:MultiFactorAuthPresent, true, false",
    })
    void knowsWhatConditionsAskFor(String key, String value, boolean holds) {
        says("{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'" + key + "':'" + value
                + "'}}}");

        assertThat(refusal(
                                "TagResource",
                                "{'ResourceArn':'" + ARN + "phone-number/phone-1','Tags':[{'Key':'cost','Value':'7'}]}")
                        .isEmpty())
                .isEqualTo(holds);
    }
}
