package io.posthorn.gateway.read;

import static io.posthorn.gateway.TestAccount.SCOPE;
import static io.posthorn.gateway.TestAccount.number;
import static io.posthorn.gateway.TestAccount.pool;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.resource.Keyword;
import io.posthorn.core.resource.KeywordAction;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.SenderId;
import io.posthorn.core.resource.SpendLimitOverride;
import io.posthorn.core.resource.Tag;
import io.posthorn.core.resource.VerificationStatus;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import io.posthorn.core.send.Channel;
import io.posthorn.gateway.TestAccount;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.operation.Operations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AccountReadsTest {
    private static final ApiModel MODEL = ApiModel.load();
    private static final String ARN = "arn:aws:sms-voice:us-east-1:000000000000:";
    private static final List<Tag> TAGS = List.of(new Tag("team", "red"));

    private final ResourceMap resources = TestAccount.with(
            number("1"),
            number("2").inPool("pool-a"),
            pool("a", "phone-2", "ACME/DE"),
            senderId("ACME", "DE", Set.of(MessageType.TRANSACTIONAL), true, "pool-a"),
            senderId("ACME", "FR", Set.of(MessageType.PROMOTIONAL), false, null),
            senderId("OTHER", "SG", Set.of(MessageType.PROMOTIONAL, MessageType.TRANSACTIONAL), false, null),
            new Keyword("phone-1", "Join", "Welcome", KeywordAction.OPT_IN),
            new Keyword("phone-1", "HELP", "Call us", KeywordAction.AUTOMATIC_RESPONSE),
            new Keyword("pool-a", "INFO", "News", KeywordAction.AUTOMATIC_RESPONSE),
            verified("1", "+12065550101", VerificationStatus.PENDING),
            verified("2", "+12065550102", VerificationStatus.VERIFIED),
            new SpendLimitOverride(Channel.TEXT, 50));

    private static SenderId senderId(
            String name, String country, Set<MessageType> types, boolean registered, @Nullable String poolId) {
        return new SenderId(
                name,
                country,
                types,
                BigDecimal.ZERO,
                false,
                registered,
                null,
                poolId,
                "simulator",
                TAGS,
                TestAccount.NOW);
    }

    private static VerifiedDestinationNumber verified(String suffix, String number, VerificationStatus status) {
        return new VerifiedDestinationNumber(
                "verified-" + suffix, new PhoneNumber(number), status, null, List.of(), TAGS, TestAccount.NOW);
    }

    @Test
    void describesSenderIds() {
        var answer = done("DescribeSenderIds", "{}");

        assertThat(texts(answer, "SenderIds", "SenderIdArn"))
                .containsExactly(ARN + "sender-id/ACME/DE", ARN + "sender-id/ACME/FR", ARN + "sender-id/OTHER/SG");
        var first = answer.path("SenderIds").get(0);
        assertThat(first.path("SenderId").stringValue()).isEqualTo("ACME");
        assertThat(first.path("IsoCountryCode").stringValue()).isEqualTo("DE");
        assertThat(first.path("MonthlyLeasingPrice").stringValue()).isEqualTo("0.00");
        assertThat(first.path("Registered").booleanValue()).isTrue();
        assertThat(first.has("Tags")).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'{''SenderId'':''ACME'',''IsoCountryCode'':''FR''}', FR",
        "'{''SenderId'':''" + ARN + "sender-id/ACME/DE'',''IsoCountryCode'':''DE''}', DE",
        "'{''SenderId'':''OTHER'',''IsoCountryCode'':''SG''},{''SenderId'':''ACME'',''IsoCountryCode'':''DE''}', DE SG"
    })
    void describesTheSenderIdsNamed(String named, String countries) {
        var answer = done("DescribeSenderIds", "{'SenderIds':[" + named + "]}");

        assertThat(texts(answer, "SenderIds", "IsoCountryCode")).containsExactly(countries.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"ACME, SG", "NOBODY, DE", ARN + "sender-id/ACME/DE, FR", ARN + "pool/ACME, DE"})
    void refusesToDescribeSenderIdsThatAreNotThere(String name, String country) {
        assertThat(refused(
                        "DescribeSenderIds",
                        "{'SenderIds':[{'SenderId':'" + name + "','IsoCountryCode':'" + country + "'}]}"))
                .isInstanceOfSatisfying(
                        ApiError.ResourceNotFound.class,
                        error -> assertThat(error.resourceType()).isEqualTo(ResourceType.SENDER_ID));
    }

    @ParameterizedTest(name = "where {0} is {1}: {2}")
    @CsvSource({
        "sender-id, ACME, DE FR",
        "iso-country-code, SG, SG",
        "message-type, TRANSACTIONAL, DE SG",
        "registered, true, DE",
        "deletion-protection-enabled, false, DE FR SG"
    })
    void filtersSenderIds(String filter, String value, String countries) {
        var answer = done("DescribeSenderIds", "{'Filters':[{'Name':'" + filter + "','Values':['" + value + "']}]}");

        assertThat(texts(answer, "SenderIds", "IsoCountryCode")).containsExactly(countries.split(" "));
    }

    @Test
    void listsSenderIdsAmongTheMembersOfAPool() {
        var answer = done("ListPoolOriginationIdentities", "{'PoolId':'pool-a'}");

        assertThat(texts(answer, "OriginationIdentities", "OriginationIdentity"))
                .containsExactly("ACME", "phone-2");
        var senderId = answer.path("OriginationIdentities").get(0);
        assertThat(senderId.path("OriginationIdentityArn").stringValue()).isEqualTo(ARN + "sender-id/ACME/DE");
        assertThat(senderId.path("NumberCapabilities")).hasSize(1);
        assertThat(senderId.has("PhoneNumber")).isFalse();
        assertThat(texts(
                        done(
                                "ListPoolOriginationIdentities",
                                "{'PoolId':'pool-a','Filters':[{'Name':'iso-country-code','Values':['DE']}]}"),
                        "OriginationIdentities",
                        "OriginationIdentity"))
                .containsExactly("ACME");
    }

    @Test
    void describesAllKeywordsOfANumberPageByPage() {
        var shown = new ArrayList<String>();
        var token = "";
        do {
            var answer = done("DescribeKeywords", "{'OriginationIdentity':'phone-1','MaxResults':5" + token + "}");
            assertThat(answer.path("OriginationIdentityArn").stringValue()).isEqualTo(ARN + "phone-number/phone-1");
            shown.addAll(texts(answer, "Keywords", "Keyword"));
            token = answer.has("NextToken")
                    ? ",'NextToken':'" + answer.path("NextToken").stringValue() + "'"
                    : "";
        } while (!token.isEmpty());

        assertThat(shown)
                .containsExactly(
                        "ARRET",
                        "CANCEL",
                        "END",
                        "HELP",
                        "Join",
                        "OPT-OUT",
                        "OPTOUT",
                        "QUIT",
                        "REMOVE",
                        "STOP",
                        "TD",
                        "UNSUBSCRIBE");
    }

    @ParameterizedTest
    @CsvSource({"phone-1, Call us", "phone-2, This number sends", ARN + "phone-number/phone-1, Call us"})
    void describesTheKeywordsNamed(String identity, String message) {
        var answer = done("DescribeKeywords", "{'OriginationIdentity':'" + identity + "','Keywords':['help']}");

        assertThat(texts(answer, "Keywords", "Keyword")).containsExactly("HELP");
        assertThat(texts(answer, "Keywords", "KeywordMessage"))
                .first()
                .asString()
                .startsWith(message);
    }

    @Test
    void describesKeywordsOfAPool() {
        var answer = done(
                "DescribeKeywords",
                "{'OriginationIdentity':'pool-a','Filters':"
                        + "[{'Name':'keyword-action','Values':['AUTOMATIC_RESPONSE','OPT_IN']}]}");

        assertThat(answer.path("OriginationIdentity").stringValue()).isEqualTo("pool-a");
        assertThat(texts(answer, "Keywords", "Keyword")).containsExactly("HELP", "INFO");
    }

    @ParameterizedTest
    @CsvSource({"phone-9, STOP, PHONE_NUMBER", "pool-9, STOP, POOL", "phone-1, INFO, KEYWORD"})
    void refusesToDescribeKeywordsThatAreNotThere(String identity, String keyword, ResourceType type) {
        assertThat(refused(
                        "DescribeKeywords",
                        "{'OriginationIdentity':'" + identity + "','Keywords':['" + keyword + "']}"))
                .isInstanceOfSatisfying(
                        ApiError.ResourceNotFound.class,
                        error -> assertThat(error.resourceType()).isEqualTo(type));
    }

    @Test
    void describesVerifiedDestinations() {
        var answer = done("DescribeVerifiedDestinationNumbers", "{}");

        assertThat(texts(answer, "VerifiedDestinationNumbers", "VerifiedDestinationNumberArn"))
                .containsExactly(
                        ARN + "verified-destination-number/verified-1", ARN + "verified-destination-number/verified-2");
        assertThat(texts(answer, "VerifiedDestinationNumbers", "Status")).containsExactly("PENDING", "VERIFIED");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'''VerifiedDestinationNumberIds'':[''verified-2'']', verified-2",
        "'''DestinationPhoneNumbers'':[''12065550101'']', verified-1",
        "'''DestinationPhoneNumbers'':[''+12065550101''],''VerifiedDestinationNumberIds'':[''verified-2'']', verified-1 verified-2",
        "'''Filters'':[{''Name'':''status'',''Values'':[''VERIFIED'']}]', verified-2"
    })
    void describesTheVerifiedDestinationsAskedFor(String asked, String ids) {
        var answer = done("DescribeVerifiedDestinationNumbers", "{" + asked + "}");

        assertThat(texts(answer, "VerifiedDestinationNumbers", "VerifiedDestinationNumberId"))
                .containsExactly(ids.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"VerifiedDestinationNumberIds, verified-9", "DestinationPhoneNumbers, +12065550109"})
    void refusesToDescribeDestinationsThatAreNotThere(String member, String named) {
        assertThat(refused("DescribeVerifiedDestinationNumbers", "{'" + member + "':['" + named + "']}"))
                .isEqualTo(new ApiError.ResourceNotFound(ResourceType.VERIFIED_DESTINATION_NUMBER, named));
    }

    @Test
    void tellsSpendLimits() {
        var limits = done("DescribeSpendLimits", "{}").path("SpendLimits");

        assertThat(limits.valueStream()
                        .map(limit -> limit.path("Name").stringValue() + " "
                                + limit.path("EnforcedLimit").longValue() + "/"
                                + limit.path("MaxLimit").longValue() + " "
                                + limit.path("Overridden").booleanValue()))
                .containsExactly(
                        "MEDIA_MESSAGE_MONTHLY_SPEND_LIMIT 1/1 false",
                        "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT 50/100 true",
                        "VOICE_MESSAGE_MONTHLY_SPEND_LIMIT 1/1 false");
        assertThat(done("DescribeSpendLimits", "{'MaxResults':2}").has("NextToken"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"sender-id/ACME/DE", "verified-destination-number/verified-1"})
    void listsTags(String tail) {
        assertThat(texts(done("ListTagsForResource", "{'ResourceArn':'" + ARN + tail + "'}"), "Tags", "Key"))
                .containsExactly("team");
    }

    private JsonNode done(String operation, String request) {
        var answer = answer(operation, request);
        assertThat(answer).isInstanceOf(Answer.Done.class);
        var output = JsonMapper.shared().readTree(((Answer.Done) answer).json());
        assertThat(RequestValidator.violations(
                        MODEL.operation(operation).orElseThrow().output(), output))
                .isEmpty();
        return output;
    }

    private ApiError refused(String operation, String request) {
        var answer = answer(operation, request);
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused) answer).error();
    }

    private Answer answer(String operation, String request) {
        var reads = new Reads(
                scope -> new WithDefaultList(resources.of(scope)),
                new NobodyOptedOut(),
                account -> new AccountProfile(
                        account,
                        AccountTier.PRODUCTION,
                        Quotas.DEFAULT,
                        Map.of(Channel.TEXT, new BigDecimal("100.50"))));
        return new Operations(MODEL, reads.offered())
                .find("PinpointSMSVoiceV2." + operation)
                .orElseThrow()
                .answer(Caller.root(SCOPE), (ObjectNode) JsonMapper.shared().readTree(request.replace('\'', '"')));
    }

    private static List<String> texts(JsonNode answer, String list, String member) {
        return answer.path(list)
                .valueStream()
                .map(item -> item.path(member).stringValue())
                .toList();
    }

    private static final class NobodyOptedOut implements OptedOutNumbers {
        @Override
        public Optional<OptedOut> find(Scope scope, OptOutList list, String number) {
            return Optional.empty();
        }

        @Override
        public Stream<OptedOut> after(Scope scope, OptOutList list, String number) {
            return Stream.empty();
        }
    }
}
