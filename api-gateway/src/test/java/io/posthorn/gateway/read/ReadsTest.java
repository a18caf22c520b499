package io.posthorn.gateway.read;

import static io.posthorn.gateway.TestAccount.SCOPE;
import static io.posthorn.gateway.TestAccount.configurationSet;
import static io.posthorn.gateway.TestAccount.destination;
import static io.posthorn.gateway.TestAccount.list;
import static io.posthorn.gateway.TestAccount.number;
import static io.posthorn.gateway.TestAccount.pool;
import static io.posthorn.gateway.TestAccount.protect;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.account.AccountProfiles;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.send.Channel;
import io.posthorn.gateway.TestAccount;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.operation.Operations;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReadsTest {
    private static final ApiModel MODEL = ApiModel.load();
    private static final String ARN = "arn:aws:sms-voice:us-east-1:000000000000:";

    private static final AccountProfiles PROFILES = account -> new AccountProfile(
            account, AccountTier.PRODUCTION, Quotas.DEFAULT, Map.of(Channel.TEXT, new BigDecimal("100.50")));

    private final ResourceMap resources = TestAccount.with(
            number("1").inPool("pool-a"),
            number("2"),
            number("3").inPool("pool-a"),
            pool("a", "phone-3", "phone-1"),
            pool("b"),
            configurationSet("loud"),
            configurationSet("quiet"),
            destination("loud", "one", EventType.ALL),
            destination("loud", "two", EventType.TEXT_ALL),
            list("Default"),
            list("news"),
            protect("x", true));
    private final OptedOutTable optedOut = new OptedOutTable();

    @Test
    void describesAllPhoneNumbersInTheOrderOfTheirIds() {
        var answer = done("DescribePhoneNumbers", "{}");

        assertThat(texts(answer, "PhoneNumbers", "PhoneNumberId")).containsExactly("phone-1", "phone-2", "phone-3");
        var first = answer.path("PhoneNumbers").get(0);
        assertThat(first.path("PhoneNumberArn").stringValue()).isEqualTo(ARN + "phone-number/phone-1");
        assertThat(first.path("MonthlyLeasingPrice").stringValue()).isEqualTo("1.00");
        assertThat(first.path("CreatedTimestamp").decimalValue()).isEqualByComparingTo("1767323045.678");
        assertThat(first.has("Tags")).isFalse();
        assertThat(answer.has("NextToken")).isFalse();
    }

    @Test
    void describesTheNamedOnesByIdOrArn() {
        var answer = done("DescribePhoneNumbers", "{'PhoneNumberIds':['" + ARN + "phone-number/phone-3','phone-1']}");

        assertThat(texts(answer, "PhoneNumbers", "PhoneNumberId")).containsExactly("phone-1", "phone-3");
    }

    @ParameterizedTest
    @CsvSource({
        "DescribePhoneNumbers, PhoneNumberIds, PHONE_NUMBER",
        "DescribePools, PoolIds, POOL",
        "DescribeConfigurationSets, ConfigurationSetNames, CONFIGURATION_SET",
        "DescribeOptOutLists, OptOutListNames, OPT_OUT_LIST",
        "DescribeProtectConfigurations, ProtectConfigurationIds, PROTECT_CONFIGURATION"
    })
    void refusesToDescribeWhatIsNotThere(String operation, String member, ResourceType type) {
        assertThat(refused(operation, "{'" + member + "':['nowhere']}"))
                .isEqualTo(new ApiError.ResourceNotFound(type, "nowhere"));
    }

    @Test
    void doesNotFindWhatAnotherAccountOwns() {
        var other = new Scope(new AccountId("999999999999"), SCOPE.region());

        assertThat(answer("DescribePools", "{'PoolIds':['pool-a']}", other))
                .isEqualTo(new Answer.Refused(new ApiError.ResourceNotFound(ResourceType.POOL, "pool-a")));
        assertThat(answer("DescribePools", "{}", other)).isEqualTo(new Answer.Done("{\"Pools\":[]}"));
    }

    @ParameterizedTest(name = "{0} where {2} is {3}: {5}")
    @CsvSource({
        "DescribePhoneNumbers, PhoneNumbers, number-type, TOLL_FREE, PhoneNumberId, ''",
        "DescribePhoneNumbers, PhoneNumbers, number-capability, VOICE, PhoneNumberId, 'phone-1 phone-2 phone-3'",
        "DescribePhoneNumbers, PhoneNumbers, opt-out-list-name, Default, PhoneNumberId, 'phone-1 phone-2 phone-3'",
        "DescribePools, Pools, shared-routes-enabled, false, PoolId, 'pool-a pool-b'",
        "DescribeConfigurationSets, ConfigurationSets, event-destination-name, two, ConfigurationSetName, loud",
        "DescribeConfigurationSets, ConfigurationSets, matching-event-types, TEXT_ALL, ConfigurationSetName, loud",
        "DescribeConfigurationSets, ConfigurationSets, default-sender-id, x, ConfigurationSetName, ''",
        "DescribeProtectConfigurations, ProtectConfigurations, account-default, true, ProtectConfigurationId, protect-x"
    })
    void filters(String operation, String list, String filter, String value, String id, String expected) {
        var answer = done(operation, "{'Filters':[{'Name':'" + filter + "','Values':['" + value + "']}]}");

        assertThat(String.join(" ", texts(answer, list, id))).isEqualTo(expected);
    }

    @Test
    void showsTheDestinationsOfAConfigurationSet() {
        var sets = done("DescribeConfigurationSets", "{}").path("ConfigurationSets");

        assertThat(texts(sets.get(0), "EventDestinations", "EventDestinationName"))
                .containsExactly("one", "two");
        assertThat(sets.get(1).path("EventDestinations").isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "pages of {0}")
    @ValueSource(ints = {1, 2, 3, 4})
    void answersPageByPage(int size) {
        var seen = new ArrayList<String>();
        var token = "";
        do {
            var request = "{'MaxResults':" + size + (token.isEmpty() ? "" : ",'NextToken':'" + token + "'") + "}";
            var page = done("DescribePhoneNumbers", request);
            assertThat(page.path("PhoneNumbers").size()).isBetween(1, size);
            seen.addAll(texts(page, "PhoneNumbers", "PhoneNumberId"));
            token = page.path("NextToken").asString("");
        } while (!token.isEmpty());

        assertThat(seen).containsExactly("phone-1", "phone-2", "phone-3");
    }

    @Test
    void refusesATokenOfAnotherRequest() {
        var token = done("DescribePhoneNumbers", "{'MaxResults':1}")
                .path("NextToken")
                .stringValue();

        for (var request : List.of(
                "{'NextToken':'nonsense'}",
                "{'NextToken':'" + token + "','Filters':[{'Name':'status','Values':['ACTIVE']}]}")) {
            assertThat(reason("DescribePhoneNumbers", request)).isEqualTo(ValidationReason.INVALID_NEXT_TOKEN);
        }
    }

    @Test
    void takesATokenWithAnotherPageSize() {
        var token = done("DescribePhoneNumbers", "{'MaxResults':1}")
                .path("NextToken")
                .stringValue();

        assertThat(texts(
                        done("DescribePhoneNumbers", "{'MaxResults':50,'NextToken':'" + token + "'}"),
                        "PhoneNumbers",
                        "PhoneNumberId"))
                .containsExactly("phone-2", "phone-3");
    }

    @Test
    void hasNothingShared() {
        assertThat(texts(done("DescribePools", "{'Owner':'SHARED'}"), "Pools", "PoolId"))
                .isEmpty();
        assertThat(texts(done("DescribePools", "{'Owner':'SELF'}"), "Pools", "PoolId"))
                .hasSize(2);
    }

    @Test
    void refusesOwnerTogetherWithIds() {
        assertThat(reason("DescribePools", "{'Owner':'SELF','PoolIds':['pool-a']}"))
                .isEqualTo(ValidationReason.PARAMETERS_CANNOT_BE_USED_TOGETHER);
    }

    @Test
    void listsTheMembersOfAPool() {
        var answer = done("ListPoolOriginationIdentities", "{'PoolId':'pool-a'}");

        assertThat(answer.path("PoolArn").stringValue()).isEqualTo(ARN + "pool/pool-a");
        assertThat(texts(answer, "OriginationIdentities", "OriginationIdentity"))
                .containsExactly("phone-1", "phone-3");
        assertThat(refused("ListPoolOriginationIdentities", "{'PoolId':'pool-z'}"))
                .isEqualTo(new ApiError.ResourceNotFound(ResourceType.POOL, "pool-z"));
    }

    @Test
    void describesTheNumbersOfAnOptOutList() {
        optedOut.put("news", "+12065550100", true);
        optedOut.put("news", "+12065550101", false);
        optedOut.put("Default", "+12065550102", false);

        assertThat(optedOutOf("{'OptOutListName':'news'}")).containsExactly("+12065550100", "+12065550101");
        assertThat(optedOutOf("{'OptOutListName':'news','MaxResults':1}")).containsExactly("+12065550100");
        assertThat(optedOutOf("{'OptOutListName':'news','Filters':[{'Name':'end-user-opted-out','Values':['false']}]}"))
                .containsExactly("+12065550101");
        assertThat(optedOutOf("{'OptOutListName':'news','OptedOutNumbers':['12065550101']}"))
                .containsExactly("+12065550101");
        assertThat(refused("DescribeOptedOutNumbers", "{'OptOutListName':'news','OptedOutNumbers':['+12065550102']}"))
                .isEqualTo(new ApiError.ResourceNotFound(ResourceType.OPTED_OUT_NUMBER, "+12065550102"));
    }

    private List<String> optedOutOf(String request) {
        return texts(done("DescribeOptedOutNumbers", request), "OptedOutNumbers", "OptedOutNumber");
    }

    @Test
    void tellsTheRuleForEachCountry() {
        var rules = done(
                        "GetProtectConfigurationCountryRuleSet",
                        "{'ProtectConfigurationId':'protect-x','NumberCapability':'SMS'}")
                .path("CountryRuleSet");

        assertThat(rules.size()).isGreaterThan(200);
        assertThat(rules.path("DE").path("ProtectStatus").stringValue()).isEqualTo("ALLOW");
    }

    @Test
    void listsTagsByArn() {
        var arn = ARN + "phone-number/phone-1";

        var answer = done("ListTagsForResource", "{'ResourceArn':'" + arn + "'}");

        assertThat(answer.path("ResourceArn").stringValue()).isEqualTo(arn);
        assertThat(texts(answer, "Tags", "Key")).containsExactly("team");
        assertThat(refused("ListTagsForResource", "{'ResourceArn':'" + ARN + "pool/pool-z'}"))
                .isEqualTo(new ApiError.ResourceNotFound(ResourceType.POOL, ARN + "pool/pool-z"));
    }

    @Test
    void describesTheAccount() {
        assertThat(texts(done("DescribeAccountAttributes", "{}"), "AccountAttributes", "Value"))
                .containsExactly("PRODUCTION", "protect-x");
        assertThat(done("DescribeAccountLimits", "{}").path("AccountLimits").valueStream())
                .extracting(limit -> limit.path("Name").stringValue() + " "
                        + limit.path("Used").longValue() + "/"
                        + limit.path("Max").longValue())
                .containsExactly(
                        "CONFIGURATION_SETS 2/25",
                        "OPT_OUT_LISTS 2/25",
                        "PHONE_NUMBERS 3/25",
                        "POOLS 2/25",
                        "REGISTRATIONS 0/500",
                        "REGISTRATION_ATTACHMENTS 0/500",
                        "SENDER_IDS 0/25",
                        "VERIFIED_DESTINATION_NUMBERS 0/10");
    }

    @Test
    void showsTheDefaultListBeforeItIsWrittenDown() {
        var fresh = new ResourceMap();
        var lists =
                operations(fresh).find("PinpointSMSVoiceV2.DescribeOptOutLists").orElseThrow();

        assertThat(listNames(lists.answer(Caller.root(SCOPE), json("{}")))).containsExactly("Default");

        fresh.put(SCOPE, list("Default"));
        fresh.put(SCOPE, list("Another"));
        assertThat(listNames(lists.answer(Caller.root(SCOPE), json("{}")))).containsExactly("Another", "Default");
    }

    private static List<String> listNames(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return texts(json(((Answer.Done) answer).json()), "OptOutLists", "OptOutListName");
    }

    /** The answer, checked to be one that clients understand. */
    private JsonNode done(String operation, String request) {
        var answer = answer(operation, request, SCOPE);
        assertThat(answer).isInstanceOf(Answer.Done.class);
        var output = json(((Answer.Done) answer).json());
        var shape = MODEL.operation(operation).orElseThrow().output();
        assertThat(RequestValidator.violations(shape, output)).isEmpty();
        return output;
    }

    private ApiError refused(String operation, String request) {
        var answer = answer(operation, request, SCOPE);
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused) answer).error();
    }

    private ValidationReason reason(String operation, String request) {
        var error = refused(operation, request);
        assertThat(error).isInstanceOf(ApiError.Validation.class);
        return ((ApiError.Validation) error).reason();
    }

    private Answer answer(String operation, String request, Scope caller) {
        return operations(resources)
                .find("PinpointSMSVoiceV2." + operation)
                .orElseThrow()
                .answer(Caller.root(caller), json(request));
    }

    private Operations operations(ResourceMap map) {
        return new Operations(
                MODEL, new Reads(scope -> new WithDefaultList(map.of(scope)), optedOut, PROFILES).offered());
    }

    private static List<String> texts(JsonNode answer, String list, String member) {
        return answer.path(list)
                .valueStream()
                .map(item -> item.path(member).stringValue())
                .toList();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    /** Opted-out numbers in memory. */
    private static final class OptedOutTable implements OptedOutNumbers {
        private final TreeMap<String, OptedOut> numbers = new TreeMap<>();

        void put(String list, String number, boolean byEndUser) {
            numbers.put(SCOPE + list + number, new OptedOut(number, Instant.EPOCH, byEndUser));
        }

        @Override
        public Optional<OptedOut> find(Scope scope, OptOutList list, String number) {
            return Optional.ofNullable(numbers.get(scope + list.name() + number));
        }

        @Override
        public Stream<OptedOut> after(Scope scope, OptOutList list, String number) {
            var prefix = scope + list.name();
            return numbers.subMap(prefix + number, false, prefix + "~", false).values().stream();
        }
    }
}
