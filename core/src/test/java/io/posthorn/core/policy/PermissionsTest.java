package io.posthorn.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.policy.AccessDecision.Allowed;
import io.posthorn.core.policy.AccessDecision.Denied;
import io.posthorn.core.policy.AccessDecision.Source;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsTest {
    private static final String SEND = "sms-voice:SendTextMessage";
    private static final String PHONE = "arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-1";

    private static Policy policy(String document) {
        return switch (Policy.read(document.replace('\'', '"'), PolicyKind.IDENTITY)) {
            case Policy.Reading.Read(var policy) -> policy;
            case Policy.Reading.Malformed(var faults) -> throw new AssertionError(faults.toString());
        };
    }

    private static Policy statement(String effect, String rest) {
        return policy("{'Version':'2012-10-17','Statement':{'Effect':'" + effect + "'," + rest + "}}");
    }

    private static Policy allow(String action, String resource) {
        return statement("Allow", "'Action':'" + action + "','Resource':'" + resource + "'");
    }

    private static Policy deny(String action, String resource) {
        return statement("Deny", "'Action':'" + action + "','Resource':'" + resource + "'");
    }

    /** @param facts {@code key=value;key=value}, a key as often as it has values */
    private static RequestContext facts(@Nullable String facts) {
        var known = new HashMap<String, List<String>>();
        if (facts != null && !facts.isEmpty()) {
            for (var fact : facts.split(";", -1)) {
                int equals = fact.indexOf('=');
                known.merge(
                        fact.substring(0, equals).toLowerCase(Locale.ROOT),
                        List.of(fact.substring(equals + 1)),
                        (some, more) -> java.util.stream.Stream.concat(some.stream(), more.stream())
                                .toList());
            }
        }
        return key -> known.getOrDefault(key, List.of());
    }

    private static AccessDecision decide(Permissions permissions, String action, String resource) {
        return permissions.decide(new AccessRequest(action, resource, facts("")));
    }

    private static Permissions identity(Policy... policies) {
        return new Permissions(Arrays.asList(policies), null, List.of());
    }

    @Test
    void allowsNothingUnlessAPolicyDoes() {
        assertThat(decide(identity(), SEND, PHONE)).isEqualTo(new Denied(Source.IDENTITY, false));
        assertThat(decide(identity(allow(SEND, "*")), SEND, PHONE)).isEqualTo(new Allowed());
    }

    @Test
    void deniesWhateverOneOfThePoliciesDenies() {
        var all = allow("*", "*");

        assertThat(decide(identity(all, deny(SEND, "*")), SEND, PHONE)).isEqualTo(new Denied(Source.IDENTITY, true));
        assertThat(decide(new Permissions(List.of(all), deny(SEND, "*"), List.of()), SEND, PHONE))
                .isEqualTo(new Denied(Source.BOUNDARY, true));
        assertThat(decide(new Permissions(List.of(all), null, List.of(all, deny(SEND, "*"))), SEND, PHONE))
                .isEqualTo(new Denied(Source.SESSION, true));
    }

    @Test
    void allowsNoMoreThanTheBoundaryAndTheSession() {
        var all = allow("*", "*");
        var describe = allow("sms-voice:Describe*", "*");

        assertThat(decide(new Permissions(List.of(all), describe, List.of()), SEND, PHONE))
                .isEqualTo(new Denied(Source.BOUNDARY, false));
        assertThat(decide(new Permissions(List.of(all), all, List.of(describe)), SEND, PHONE))
                .isEqualTo(new Denied(Source.SESSION, false));
        assertThat(decide(new Permissions(List.of(all), all, List.of(describe, all)), SEND, PHONE))
                .isEqualTo(new Allowed());
        assertThat(decide(new Permissions(List.of(), all, List.of(all)), SEND, PHONE))
                .isEqualTo(new Denied(Source.IDENTITY, false));
    }

    @ParameterizedTest(name = "{0} is about {1}: {2}")
    @CsvSource({
        "*, sms-voice:SendTextMessage, true",
        "sms-voice:*, sms-voice:SendTextMessage, true",
        "sms-voice:Send*, sms-voice:SendTextMessage, true",
        "sms-voice:Send*Message, sms-voice:SendTextMessage, true",
        "SMS-Voice:sendtextmessage, sms-voice:SendTextMessage, true",
        "sms-voice:SendText?essage, sms-voice:SendTextMessage, true",
        "sms-voice:SendTextMessage?, sms-voice:SendTextMessage, false",
        "sms-voice:SendText, sms-voice:SendTextMessage, false",
        "sns:*, sms-voice:SendTextMessage, false",
        "sms-voice:DescribeSenderId, sms-voice:DescribeSenderIds, true",
        "sms-voice:DescribeProtectConfiguration, sms-voice:DescribeProtectConfigurations, true",
        "sms-voice:DescribePool, sms-voice:DescribePools, false",
        "sns:Publish, sns:PublishBatch, true",
        "sns:PublishBatch, sns:Publish, false"
    })
    void comparesActions(String pattern, String action, boolean about) {
        assertThat(decide(identity(allow(pattern, "*")), action, PHONE) instanceof Allowed)
                .isEqualTo(about);
        assertThat(
                        decide(
                                        identity(statement("Allow", "'NotAction':'" + pattern + "','Resource':'*'")),
                                        action,
                                        PHONE)
                                instanceof Allowed)
                .isNotEqualTo(about);
    }

    @ParameterizedTest(name = "{0} is about {1}: {2}")
    @CsvSource({
        "*, phone-number/phone-1, true",
        "arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-1, phone-number/phone-1, true",
        "arn:aws:sms-voice:us-east-1:123456789012:phone-number/*, phone-number/phone-1, true",
        "arn:aws:sms-voice:*:*:phone-number/*, phone-number/phone-1, true",
        "arn:aws:sms-voice:us-east-1:123456789012:*, pool/pool-1, true",
        "arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-?, phone-number/phone-1, true",
        "arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-1, phone-number/phone-12, false",
        "arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-1, phone-number/*, false",
        "arn:aws:sms-voice:us-east-1:123456789012:phone-number/*, phone-number/*, true",
        "arn:aws:sms-voice:us-east-1:123456789012:phone-number/*, pool/pool-1, false",
        "arn:aws:sms-voice:eu-west-1:123456789012:phone-number/*, phone-number/phone-1, false",
        "arn:aws:sms-voice:us-east-1:210987654321:phone-number/*, phone-number/phone-1, false",
        "arn:aws:sms-voice:us-east-1:123456789012:Phone-number/*, phone-number/phone-1, false"
    })
    void comparesResources(String pattern, String tail, boolean about) {
        var arn = "arn:aws:sms-voice:us-east-1:123456789012:" + tail;

        assertThat(decide(identity(allow("*", pattern)), SEND, arn) instanceof Allowed)
                .isEqualTo(about);
        assertThat(
                        decide(identity(statement("Allow", "'Action':'*','NotResource':'" + pattern + "'")), SEND, arn)
                                instanceof Allowed)
                .isNotEqualTo(about);
    }

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'StringEquals':{'aws:username':'ann'}} | aws:username=ann | true",
                "{'StringEquals':{'AWS:UserName':'ann'}} | aws:username=ann | true",
                "{'StringEquals':{'aws:username':'ann'}} | aws:username=Ann | false",
                "{'StringEquals':{'aws:username':'ann'}} | | false",
                "{'StringEquals':{'aws:username':['bob','ann']}} | aws:username=ann | true",
                "{'StringEquals':{'aws:username':'a*'}} | aws:username=ann | false",
                "{'StringEqualsIfExists':{'aws:username':'ann'}} | | true",
                "{'StringEqualsIfExists':{'aws:username':'ann'}} | aws:username=bob | false",
                "{'StringNotEquals':{'aws:username':'ann'}} | | true",
                "{'StringNotEquals':{'aws:username':['ann','bob']}} | aws:username=bob | false",
                "{'StringEqualsIgnoreCase':{'aws:username':'ANN'}} | aws:username=ann | true",
                "{'StringLike':{'aws:username':'a*n'}} | aws:username=aXXn | true",
                "{'StringNotLike':{'aws:username':'a*'}} | aws:username=bob | true",
                "{'StringEquals':{'aws:username':'ann','aws:userid':'1'}} | aws:username=ann;aws:userid=1 | true",
                "{'StringEquals':{'aws:username':'ann','aws:userid':'1'}} | aws:username=ann;aws:userid=2 | false",
                "{'StringEquals':{'aws:username':'ann'},'Bool':{'aws:SecureTransport':'true'}}"
                        + " | aws:username=ann;aws:securetransport=false | false",
                "{'Bool':{'aws:SecureTransport':true}} | aws:securetransport=true | true",
                "{'Null':{'aws:RequestTag/team':'true'}} | | true",
                "{'Null':{'aws:RequestTag/team':'false'}} | | false",
                "{'Null':{'aws:RequestTag/team':'false'}} | aws:requesttag/team=a | true",
                "{'StringEquals':{'aws:ResourceTag/Team':'${aws:PrincipalTag/team}'}}"
                        + " | aws:resourcetag/team=red;aws:principaltag/team=red | true",
                "{'StringEquals':{'aws:ResourceTag/Team':'${aws:PrincipalTag/team}'}} | aws:resourcetag/team=red | false",
                "{'StringEquals':{'aws:username':'${aws:userid, 'nobody'}'}} | aws:username=nobody | true",
                "{'StringLike':{'aws:username':'${*}nn'}} | aws:username=*nn | true",
                "{'StringLike':{'aws:username':'${*}nn'}} | aws:username=ann | false",
                "{'ForAllValues:StringEquals':{'aws:TagKeys':['a','b']}} | aws:tagkeys=a;aws:tagkeys=b | true",
                "{'ForAllValues:StringEquals':{'aws:TagKeys':['a','b']}} | aws:tagkeys=a;aws:tagkeys=c | false",
                "{'ForAllValues:StringEquals':{'aws:TagKeys':['a','b']}} | | true",
                "{'ForAnyValue:StringEquals':{'aws:TagKeys':['a','b']}} | aws:tagkeys=a;aws:tagkeys=c | true",
                "{'ForAnyValue:StringEquals':{'aws:TagKeys':['a','b']}} | aws:tagkeys=c | false",
                "{'ForAnyValue:StringEquals':{'aws:TagKeys':['a','b']}} | | false",
                "{'NumericLessThan':{'aws:EpochTime':10}} | aws:epochtime=9 | true",
                "{'NumericLessThan':{'aws:EpochTime':'10'}} | aws:epochtime=10 | false",
                "{'NumericLessThanEquals':{'aws:EpochTime':'10'}} | aws:epochtime=10.0 | true",
                "{'NumericEquals':{'aws:EpochTime':'10'}} | aws:epochtime=ten | false",
                "{'DateGreaterThan':{'aws:CurrentTime':'2026-11-23T00:00:00Z'}} | aws:currenttime=2026-11-23T07:00:00Z | true",
                "{'DateLessThan':{'aws:CurrentTime':'2026-11-23'}} | aws:currenttime=2026-11-23T07:00:00Z | false",
                "{'IpAddress':{'aws:SourceIp':'10.1.0.0/16'}} | aws:sourceip=10.1.255.7 | true",
                "{'IpAddress':{'aws:SourceIp':['10.1.0.0/16','10.3.0.1']}} | aws:sourceip=10.2.0.1 | false",
                "{'IpAddress':{'aws:SourceIp':'2001:db8::/33'}} | aws:sourceip=2001:db8:7fff::1 | true",
                "{'IpAddress':{'aws:SourceIp':'2001:db8::/33'}} | aws:sourceip=2001:db8:8000::1 | false",
                "{'NotIpAddress':{'aws:SourceIp':'10.1.0.0/16'}} | aws:sourceip=10.2.0.1 | true",
                "{'ArnLike':{'aws:SourceArn':'arn:aws:sms-voice:*:123456789012:*'}}"
                        + " | aws:sourcearn=arn:aws:sms-voice:us-east-1:123456789012:pool/p | true",
                "{'ArnLike':{'aws:SourceArn':'arn:aws:*:123456789012:*'}}"
                        + " | aws:sourcearn=arn:aws:sms-voice:us-east-1:123456789012:pool/p | false",
                "{'ArnNotLike':{'aws:SourceArn':'arn:aws:sns:*:*:*'}}"
                        + " | aws:sourcearn=arn:aws:sms-voice:us-east-1:123456789012:pool/p | true",
            })
    void looksAtConditions(String condition, String facts, boolean holds) {
        var quoted = condition.replace("'nobody'", "\\u0027nobody\\u0027");
        var permissions = identity(statement("Allow", "'Action':'*','Resource':'*','Condition':" + quoted));

        assertThat(permissions.decide(new AccessRequest(SEND, PHONE, facts(facts))) instanceof Allowed)
                .isEqualTo(holds);
    }

    @Test
    void fillsVariablesInAndTakesTheirValuesAsTheyAre() {
        var own = identity(allow("iam:*", "arn:aws:iam::*:user/${aws:username}"));

        assertThat(own.decide(request("arn:aws:iam::123456789012:user/ann", "aws:username=ann")))
                .isEqualTo(new Allowed());
        assertThat(own.decide(request("arn:aws:iam::123456789012:user/bob", "aws:username=ann")))
                .isInstanceOf(Denied.class);
        assertThat(own.decide(request("arn:aws:iam::123456789012:user/bob", "aws:username=*")))
                .isInstanceOf(Denied.class);
        assertThat(own.decide(request("arn:aws:iam::123456789012:user/ann", "")))
                .isInstanceOf(Denied.class);
    }

    private static AccessRequest request(String resource, String facts) {
        return new AccessRequest("iam:GetUser", resource, facts(facts));
    }

    /** The policies the user guide prints, as it prints them. */
    @Test
    void understandsThePoliciesOfTheGuide() {
        var administrator = identity(statement("Allow", """
                'Sid': 'SMSVoiceFullAccess', 'Action': ['sms-voice:*'], 'Resource': '*',
                'Condition': {'StringEquals': {'aws:SourceAccount': '123456789012'},
                              'ArnLike': {'aws:SourceArn': 'arn:aws:sms-voice:us-east-1:123456789012:*'}}"""));
        var itself = Map.of("aws:sourceaccount", List.of("123456789012"), "aws:sourcearn", List.of(PHONE));
        var other = Map.of("aws:sourceaccount", List.of("210987654321"), "aws:sourcearn", List.of(PHONE));

        assertThat(administrator.decide(new AccessRequest(SEND, PHONE, key -> itself.getOrDefault(key, List.of()))))
                .isEqualTo(new Allowed());
        assertThat(administrator.decide(new AccessRequest(SEND, PHONE, key -> other.getOrDefault(key, List.of()))))
                .isInstanceOf(Denied.class);
    }

    @Test
    void readsTheManagedPoliciesThatEveryAccountHas() {
        var actions = Actions.load();
        var full = identity(policy(ManagedPolicies.document("arn:aws:iam::aws:policy/SMSVoiceFullAccess")
                .orElseThrow()));
        var reading = identity(policy(ManagedPolicies.document("arn:aws:iam::aws:policy/SMSVoiceReadOnlyAccess")
                .orElseThrow()));

        assertThat(ManagedPolicies.all().values()).allSatisfy(PermissionsTest::policy);
        for (var rule : actions.all()) {
            var ofService = !rule.action().startsWith("iam:") && !rule.action().startsWith("sts:");
            var operation = rule.action().substring(rule.action().indexOf(':') + 1);
            assertThat(decide(full, rule.action(), "*") instanceof Allowed)
                    .as(rule.action())
                    .isEqualTo(ofService);
            // Who did what is not for everybody who may look at what there is.
            var reads =
                    operation.matches("(Describe|Get|List|Search|Export).*") && !operation.equals("SearchAuditRecords");
            assertThat(decide(reading, rule.action(), "*") instanceof Allowed)
                    .as(rule.action())
                    .isEqualTo(ofService && reads);
        }
    }

    @Test
    void wordsRefusalsAsTheServiceDoes() {
        assertThat(new Denied(Source.IDENTITY, false).reason(SEND))
                .isEqualTo("because no identity-based policy allows the sms-voice:SendTextMessage action");
        assertThat(new Denied(Source.BOUNDARY, true).reason(SEND))
                .isEqualTo("with an explicit deny in a permissions boundary");
    }
}
