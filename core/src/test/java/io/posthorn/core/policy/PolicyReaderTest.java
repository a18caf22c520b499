package io.posthorn.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.policy.Policy.Trust;
import io.posthorn.core.policy.PolicyFault.Rule;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
    private static final String GOOD =
            "{'Version':'2012-10-17','Id':'x','Statement':[{'Sid':'A1','Effect':'Allow','Action':['sms-voice:Send*'],"
                    + "'Resource':['arn:aws:sms-voice:*:123456789012:phone-number/${aws:username}'],"
                    + "'Condition':{'StringLike':{'aws:RequestTag/team':['a*','b']}}}]}";

    private static Policy.Reading read(String document, PolicyKind kind) {
        return Policy.read(document.replace('\'', '"'), kind);
    }

    @ParameterizedTest(name = "{0}: {2} of ''{1}''")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "nonsense | | SYNTAX",
                "[] | | TYPE",
                "{} | Statement | REQUIRED",
                "{'Statement':[]} | Statement | REQUIRED",
                "{'Statement':7} | Statement | TYPE",
                "{'Statement':[7]} | Statement[0] | TYPE",
                "{'Version':'2020-01-01','Statement':{'Effect':'Deny','Action':'*','Resource':'*'}} | Version | VALUE",
                "{'Extra':1,'Statement':{'Effect':'Deny','Action':'*','Resource':'*'}} | | MEMBER",
                "{'Statement':{'Effect':'Deny','Action':'*','Resource':'*','Extra':1}} | Statement | MEMBER",
                "{'Statement':{'Action':'*','Resource':'*'}} | Statement.Effect | REQUIRED",
                "{'Statement':{'Effect':'allow','Action':'*','Resource':'*'}} | Statement.Effect | VALUE",
                "{'Statement':{'Effect':'Allow','Resource':'*'}} | Statement | REQUIRED",
                "{'Statement':{'Effect':'Allow','Action':'*'}} | Statement | REQUIRED",
                "{'Statement':{'Effect':'Allow','Action':'*','NotAction':'*','Resource':'*'}}"
                        + " | Statement.NotAction | EXCLUSIVE",
                "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','NotResource':'*'}}"
                        + " | Statement.NotResource | EXCLUSIVE",
                "{'Statement':{'Effect':'Allow','Action':'Send','Resource':'*'}} | Statement.Action | VALUE",
                "{'Statement':{'Effect':'Allow','Action':[],'Resource':'*'}} | Statement.Action | TYPE",
                "{'Statement':{'Effect':'Allow','Action':[1],'Resource':'*'}} | Statement.Action | TYPE",
                "{'Statement':{'Effect':'Allow','Action':'*','Resource':'phone-1'}} | Statement.Resource | VALUE",
                "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'arn:${aws:username'}}"
                        + " | Statement.Resource | VALUE",
                "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Principal':'*'}} | Statement.Principal | KIND",
                "{'Statement':{'Sid':'a b','Effect':'Allow','Action':'*','Resource':'*'}} | Statement.Sid | VALUE",
                "{'Statement':[{'Sid':'a','Effect':'Allow','Action':'*','Resource':'*'},"
                        + "{'Sid':'a','Effect':'Allow','Action':'*','Resource':'*'}]} | Statement[1].Sid | UNIQUE",
                "{'Statement':{'Effect':'Allow','Effect':'Deny','Action':'*','Resource':'*'}} | | SYNTAX",
                "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':[]}} | Statement.Condition | TYPE",
                "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Equals':{'aws:a':'b'}}}}"
                        + " | Statement.Condition.Equals | MEMBER",
                "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'aws:a':'yes'}}}}"
                        + " | Statement.Condition.Bool.aws:a | VALUE",
                "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':{'aws:a':'host'}}}}"
                        + " | Statement.Condition.IpAddress.aws:a | VALUE",
                "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'a':'true'}}}}"
                        + " | Statement.Condition.Bool.a | VALUE",
                "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'aws:a':[]}}}}"
                        + " | Statement.Condition.Bool.aws:a | REQUIRED",
            })
    void namesTheFieldAndTheRule(String document, String field, Rule rule) {
        assertThat(read(document, PolicyKind.IDENTITY))
                .isInstanceOfSatisfying(
                        Policy.Reading.Malformed.class,
                        malformed -> assertThat(malformed.faults())
                                .extracting(PolicyFault::field, PolicyFault::rule)
                                .contains(org.assertj.core.groups.Tuple.tuple(field == null ? "" : field, rule)));
    }

    @Test
    void refusesDocumentsThatAreTooLong() {
        var document = GOOD + " ".repeat(PolicyReader.LONGEST);

        assertThat(read(document, PolicyKind.IDENTITY))
                .isInstanceOfSatisfying(
                        Policy.Reading.Malformed.class,
                        malformed ->
                                assertThat(malformed.faults().getFirst().rule()).isEqualTo(Rule.LENGTH));
    }

    @Test
    void neverFailsWhateverADocumentHolds() {
        var seed = System.nanoTime();
        System.out.println("PolicyReaderTest seed " + seed);
        var random = new Random(seed);
        var pieces =
                List.of("'", "{", "}", "[", "]", ",", ":", "*", "${", "null", "7", "'Effect'", "'*'", "\\u0000", "é");
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(GOOD);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(6));
                text.replace(at, end, pieces.get(random.nextInt(pieces.size())));
            }
            var kind = random.nextBoolean() ? PolicyKind.IDENTITY : PolicyKind.TRUST;
            switch (read(text.toString(), kind)) {
                case Policy.Reading.Read(var policy) ->
                    policy.verdict(new AccessRequest("sms-voice:SendTextMessage", "*", key -> List.of("x")));
                case Policy.Reading.Malformed(var faults) -> assertThat(faults).isNotEmpty();
            }
        }
    }

    @Test
    void takesNoLongerForNastyWildcards() {
        var policy = read(
                "{'Statement':{'Effect':'Allow','Action':'*','Resource':'arn:" + "a*".repeat(2_000) + "b'}}",
                PolicyKind.IDENTITY);

        assertThat(policy)
                .isInstanceOfSatisfying(
                        Policy.Reading.Read.class,
                        read -> assertThat(read.policy()
                                        .verdict(
                                                new AccessRequest("a:b", "arn:" + "a".repeat(4_000), key -> List.of())))
                                .isEqualTo(Policy.Verdict.SILENT));
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'*' | user | ACCOUNT",
                "{'AWS':'*'} | user | ACCOUNT",
                "{'AWS':'123456789012'} | user | ACCOUNT",
                "{'AWS':'arn:aws:iam::123456789012:root'} | user | ACCOUNT",
                "{'AWS':'arn:aws:iam::210987654321:root'} | user | NONE",
                "{'AWS':'arn:aws:iam::123456789012:user/ann'} | user | CALLER",
                "{'AWS':['arn:aws:iam::123456789012:user/bob','arn:aws:iam::123456789012:root']} | user | ACCOUNT",
                "{'AWS':'arn:aws:iam::123456789012:role/deploy'} | session | CALLER",
                "{'AWS':'arn:aws:sts::123456789012:assumed-role/deploy/ci'} | session | CALLER",
                "{'Service':'sms-voice.amazonaws.com'} | user | NONE",
            })
    void trustsWhomTheDocumentNames(String principal, String who, Trust trust) {
        var account = new AccountId("123456789012");
        Principal caller = who.equals("user")
                ? new Principal.User(account, "ann", "AIDA1")
                : new Principal.Session(account, "deploy", "AROA1", "ci", List.of(), Map.of());
        var document = read(
                "{'Statement':{'Effect':'Allow','Action':'sts:AssumeRole','Principal':" + principal + "}}",
                PolicyKind.TRUST);
        var request = new AccessRequest("sts:AssumeRole", "arn:aws:iam::123456789012:role/r", key -> List.of());

        assertThat(document)
                .isInstanceOfSatisfying(
                        Policy.Reading.Read.class,
                        read -> assertThat(read.policy().trust(request, caller)).isEqualTo(trust));
    }

    @Test
    void wantsAPrincipalAndNoResourceWhereARoleIsTrusted() {
        assertThat(read("{'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}", PolicyKind.TRUST))
                .isInstanceOfSatisfying(
                        Policy.Reading.Malformed.class,
                        malformed -> assertThat(malformed.faults())
                                .extracting(PolicyFault::rule)
                                .contains(Rule.REQUIRED, Rule.KIND));
    }
}
