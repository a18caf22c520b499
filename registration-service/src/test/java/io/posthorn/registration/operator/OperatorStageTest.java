package io.posthorn.registration.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.AvailableNumber;
import io.posthorn.core.operator.HeldNumber;
import io.posthorn.core.operator.NumberOffer;
import io.posthorn.core.operator.NumberWish;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.OperatorResources;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.registration.inventory.Inventory;
import io.posthorn.registration.inventory.LeaseNumber;
import io.posthorn.registration.inventory.ReturnNumber;
import io.posthorn.schemas.ControlReply;
import io.posthorn.schemas.OperatorCommand;
import io.posthorn.schemas.topic.Topics;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class OperatorStageTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Scope ALICE = new Scope(new AccountId("111122223333"), "us-east-1");
    private static final Scope BOB = new Scope(new AccountId("444455556666"), "us-east-1");

    private static final AccountDefaults DEFAULTS =
            new AccountDefaults(AccountTier.PRODUCTION, Quotas.DEFAULT, new BigDecimal("70"));

    private final StageHarness<?> stage =
            StageHarness.of(OperatorStage.of(DEFAULTS, Clock.fixed(NOW, ZoneOffset.UTC), new SimpleMeterRegistry()));
    private int commands;

    private ControlReply send(String operation, String input) {
        var id = "command-" + ++commands;
        stage.send(
                Topics.OPERATOR_COMMANDS,
                Inventory.KEY,
                new OperatorCommand(id, "gateway-1", operation, input.replace('\'', '"'), NOW));
        return stage.values(Topics.CONTROL_REPLIES).getLast();
    }

    @Test
    void makesOneSigningKeyForEver() {
        assertThat(stage.nextWake()).isPresent();
        stage.wakeAt(NOW);
        var made = state().after(OperatorKind.SIGNING_KEY, "", "").toList();
        stage.restart();
        stage.wakeAt(NOW);

        assertThat(made).hasSize(1);
        assertThat(stage.nextWake()).isEmpty();
        assertThat(state().after(OperatorKind.SIGNING_KEY, "", "")).isEqualTo(made);
    }

    private JsonNode call(String operation, String input) {
        var reply = send(operation, input);
        assertThat(reply.getAccepted()).as(reply.getBody()).isTrue();
        return WireJson.MAPPER.readTree(reply.getBody());
    }

    private JsonNode refusal(String operation, String input) {
        var reply = send(operation, input);
        assertThat(reply.getAccepted()).as(reply.getBody()).isFalse();
        return WireJson.MAPPER.readTree(reply.getBody());
    }

    private OperatorResources state() {
        return new TableOperatorResources(stage.table(Topics.OPERATOR_RESOURCES));
    }

    private static String number(String number, String capabilities, String more) {
        return "{'PhoneNumber':'" + number + "','IsoCountryCode':'US','NumberType':'LONG_CODE','NumberCapabilities':["
                + capabilities + "],'Carrier':'acme','MonthlyLeasingPrice':'1.00'" + more + "}";
    }

    private void put(String... numbers) {
        call("PutNumbers", "{'Numbers':[" + String.join(",", numbers) + "]}");
    }

    private HeldNumber.Status status(String number) {
        return state().find(OperatorKind.NUMBER, number).orElseThrow().status();
    }

    private static NumberWish wish(Capability... capabilities) {
        return new NumberWish("US", NumberType.LONG_CODE, Set.of(capabilities), MessageType.TRANSACTIONAL, false, null);
    }

    private @Nullable NumberOffer lease(Scope scope, NumberWish wish) {
        var id = "command-" + ++commands;
        var lease = new LeaseNumber(scope, "RequestPhoneNumber", "{}", wish);
        stage.send(
                Topics.OPERATOR_COMMANDS,
                Inventory.KEY,
                new OperatorCommand(
                        id, "gateway-1", LeaseNumber.OPERATION, WireJson.MAPPER.writeValueAsString(lease), NOW));
        var answer = stage.sent(Topics.CONTROL_COMMANDS).getLast();
        assertThat(answer.key()).isEqualTo(scope.account().value());
        assertThat(answer.value().getCommandId()).isEqualTo(id);
        assertThat(answer.value().getReplyTo()).isEqualTo("gateway-1");
        return Objects.requireNonNull(Inventory.offer(answer.value()));
    }

    private void giveBack(Scope scope, String number) {
        var input = WireJson.MAPPER.writeValueAsString(new ReturnNumber(scope, new PhoneNumber(number)));
        stage.send(
                Topics.OPERATOR_COMMANDS,
                Inventory.KEY,
                new OperatorCommand("", "", ReturnNumber.OPERATION, input, NOW));
    }

    @Test
    void createsAnAccountInTheSandbox() {
        assertThat(call("CreateAccount", "{'AccountId':'111122223333','Quotas':{'PhoneNumbers':3}}"))
                .isEqualTo(WireJson.MAPPER.readTree("""
                    {"AccountId": "111122223333", "Name": "", "Tier": "SANDBOX", "Status": "ACTIVE",
                     "Quotas": {"PhoneNumbers": 3}, "MaxMonthlySpend": {}, "CreatedTimestamp": 1767323045.000}
                    """));
    }

    @Test
    void changesOnlyWhatIsGiven() {
        call("CreateAccount", "{'AccountId':'111122223333','Name':'Red','MaxMonthlySpend':{'TEXT':'5'}}");

        var changed = call(
                "UpdateAccount",
                "{'AccountId':'111122223333','Status':'SUSPENDED','MaxMonthlySpend':{'VOICE':'7.50'}}");

        assertThat(changed.required("Name").asString()).isEqualTo("Red");
        assertThat(changed.required("Status").asString()).isEqualTo("SUSPENDED");
        assertThat(changed.required("MaxMonthlySpend").toString()).isEqualTo("{\"TEXT\":\"5\",\"VOICE\":\"7.50\"}");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(quoteCharacter = '`', textBlock = """
        CreateAccount  | {'AccountId':'1'}                                        | FIELD_VALIDATION_FAILED
        CreateAccount  | {'AccountId':'111122223333','Quotas':{'Dogs':1}}         | INVALID_PARAMETER
        CreateAccount  | {'AccountId':'000000000000'}                             | RESOURCE_ALREADY_EXISTS
        UpdateAccount  | {'AccountId':'999999999999'}                             | account
        StoreAccessKey | {'AccountId':'999999999999','AccessKeyId':'k1a','SealedSecret':'clear x'} | account
        DeleteAccessKey | {'AccessKeyId':'none'}                                  | access-key
        DeleteNumber   | {'PhoneNumber':'+12065550100'}                           | phone-number
        DeletePrice    | {'Channel':'TEXT','IsoCountryCode':'US','Route':'*'}     | price
        CreateAccountRequest | {'AccountId':'000000000000','Kind':'QUOTA_INCREASE','UseCase':'x'} | INVALID_PARAMETER
        CreateAccountRequest | {'AccountId':'000000000000','Kind':'SPEND_INCREASE','Subject':'RADIO','UseCase':'x'} | INVALID_PARAMETER
        Unheard        | {}                                                       | UNKNOWN_OPERATION
        """, delimiter = '|')
    void refusesWithTheReasonOrTheTypeOfWhatIsMissing(String operation, String input, String expected) {
        call("CreateAccount", "{'AccountId':'000000000000'}");

        var error = refusal(operation, input);

        assertThat(error.path("Reason").asString(error.path("ResourceType").asString()))
                .isEqualTo(expected);
    }

    @Test
    void keepsKeysAndForgetsThem() {
        call("CreateAccount", "{'AccountId':'111122223333'}");
        call("StoreAccessKey", "{'AccountId':'111122223333','AccessKeyId':'key-1','SealedSecret':'clear sesame'}");
        assertThat(call("UpdateAccessKey", "{'AccessKeyId':'key-1','Status':'INACTIVE'}")
                        .required("Status")
                        .asString())
                .isEqualTo("INACTIVE");
        assertThat(state().find(OperatorKind.ACCESS_KEY, "key-1").orElseThrow().active())
                .isFalse();

        assertThat(call("DeleteAccessKey", "{'AccessKeyId':'key-1'}").toString())
                .doesNotContain("sesame");
        assertThat(state().find(OperatorKind.ACCESS_KEY, "key-1")).isEmpty();
    }

    @Test
    void leasesEachNumberOnceUntilThereIsNone() {
        put(number("+12065550100", "'SMS'", ""), number("+12065550101", "'SMS'", ""));

        var first = lease(ALICE, wish(Capability.SMS));
        var second = lease(BOB, wish(Capability.SMS));
        var third = lease(ALICE, wish(Capability.SMS));

        assertThat(first).isInstanceOf(NumberOffer.Offered.class).isNotEqualTo(second);
        assertThat(second).isInstanceOf(NumberOffer.Offered.class);
        assertThat(third).isInstanceOf(NumberOffer.Nothing.class);
        assertThat(state().all(OperatorKind.AVAILABLE_NUMBER)).isEmpty();
    }

    @Test
    void takesANumberBackFromItsHolderOnly() {
        put(number("+12065550100", "'SMS'", ""));
        lease(ALICE, wish(Capability.SMS));

        giveBack(BOB, "+12065550100");
        assertThat(status("+12065550100")).isEqualTo(HeldNumber.Status.LEASED);

        giveBack(ALICE, "+12065550100");
        assertThat(status("+12065550100")).isEqualTo(HeldNumber.Status.AVAILABLE);
        assertThat(lease(BOB, wish(Capability.SMS))).isInstanceOf(NumberOffer.Offered.class);
    }

    @ParameterizedTest(name = "{0}{1} can be had: {2}")
    @CsvSource(quoteCharacter = '`', textBlock = """
        'SMS'        |                                | false
        'SMS','VOICE' |                               | true
        'SMS','VOICE' | ,'MessageType':'PROMOTIONAL'  | false
        'SMS','VOICE' | ,'MessageType':'TRANSACTIONAL' | true
        'SMS','VOICE' | ,'Withheld':true              | false
        """, delimiter = '|')
    void leasesWhatFits(String capabilities, String more, boolean expected) {
        put(number("+12065550100", capabilities, more == null ? "" : more));

        assertThat(lease(ALICE, wish(Capability.VOICE)) instanceof NumberOffer.Offered)
                .isEqualTo(expected);
    }

    @Test
    void prefersANumberThatCanDoNoMoreThanItHasTo() {
        put(number("+12065550100", "'SMS','VOICE'", ""), number("+12065550101", "'SMS'", ""));

        assertThat(lease(ALICE, wish(Capability.SMS)))
                .isInstanceOfSatisfying(
                        NumberOffer.Offered.class,
                        offered -> assertThat(offered.number().value()).isEqualTo("+12065550101"));
    }

    @Test
    void looksAtTheDigitsWhereTheyMatter() {
        put(number("+12065550100", "'SMS'", ""), number("+12065550177", "'SMS'", ""));
        var preference = new NumberWish.Preference(NumberWish.Place.END, List.of("77", "78"));
        var wish = new NumberWish(
                "US", NumberType.LONG_CODE, Set.of(Capability.SMS), MessageType.TRANSACTIONAL, false, preference);

        assertThat(lease(ALICE, wish))
                .isInstanceOfSatisfying(
                        NumberOffer.Offered.class,
                        offered -> assertThat(offered.number().value()).isEqualTo("+12065550177"));
        assertThat(lease(ALICE, wish)).isInstanceOf(NumberOffer.Nothing.class);
    }

    @Test
    void tellsTheHolderOfOtherTermsAndKeepsWhatItWasChosenFor() {
        put(number("+12065550100", "'SMS'", ""));
        lease(ALICE, wish(Capability.SMS));
        stage.clearSent();

        put(number("+12065550100", "'SMS'", ",'PartsPerSecond':50"));
        assertThat(stage.values(Topics.CONTROL_COMMANDS)).singleElement().satisfies(command -> {
            assertThat(command.getOperation()).isEqualTo("ReviseNumber");
            assertThat(command.getInput()).contains("50");
        });
        assertThat(status("+12065550100")).isEqualTo(HeldNumber.Status.LEASED);

        var error = refusal("PutNumbers", "{'Numbers':[" + number("+12065550100", "'VOICE'", "") + "]}");
        assertThat(error.required("Fields").get(0).required("Name").asString()).isEqualTo("Numbers[0].PhoneNumber");
        assertThat(refusal("DeleteNumber", "{'PhoneNumber':'+12065550100'}")
                        .required("Reason")
                        .asString())
                .isEqualTo("RESOURCE_DELETION_NOT_ALLOWED");
    }

    @Test
    void reportsEveryWrongEntryAndWritesNone() {
        var error = refusal(
                "PutNumbers",
                "{'Numbers':[" + number("+12065550100", "'SMS'", "") + "," + number("+12065550100", "'SMS'", "") + ","
                        + number("+12065550100", "'SMS'", "") + "]}");

        assertThat(error.required("Fields")).hasSize(2);
        assertThat(state().all(OperatorKind.NUMBER)).isEmpty();
        assertThat(state().all(OperatorKind.AVAILABLE_NUMBER)).isEmpty();
    }

    @Test
    void movesTheMarkWithTheNumber() {
        put(number("+12065550100", "'SMS'", ""));
        put(number("+12065550100", "'SMS'", "").replace("LONG_CODE", "TOLL_FREE"));

        assertThat(state().all(OperatorKind.AVAILABLE_NUMBER).map(AvailableNumber::type))
                .containsExactly(NumberType.TOLL_FREE);
        assertThat(state().find(OperatorKind.NUMBER, "+12065550100")
                        .orElseThrow()
                        .registrationRequired())
                .isTrue();

        call("DeleteNumber", "{'PhoneNumber':'12065550100'}");
        assertThat(state().all(OperatorKind.AVAILABLE_NUMBER)).isEmpty();
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(quoteCharacter = '`', textBlock = """
        PRODUCTION_ACCESS |              |        | {"Tier":"PRODUCTION","Quotas":{},"MaxMonthlySpend":{}}
        QUOTA_INCREASE    | PhoneNumbers | 40     | {"Tier":"SANDBOX","Quotas":{"PhoneNumbers":40},"MaxMonthlySpend":{}}
        SPEND_INCREASE    | TEXT         | 250.50 | {"Tier":"SANDBOX","Quotas":{},"MaxMonthlySpend":{"TEXT":"250.50"}}
        """, delimiter = '|')
    void grantsWhatIsApproved(String kind, String subject, String value, String expected) {
        call("CreateAccount", "{'AccountId':'111122223333'}");
        var more = subject == null ? "" : ",'Subject':'" + subject + "','Value':'" + value + "'";
        var id = call(
                        "CreateAccountRequest",
                        "{'AccountId':'111122223333','Kind':'" + kind + "','UseCase':'why'" + more + "}")
                .required("RequestId")
                .asString();

        assertThat(call("DecideAccountRequest", "{'RequestId':'" + id + "','Decision':'APPROVE'}")
                        .required("Status")
                        .asString())
                .isEqualTo("APPROVED");

        var account = call("UpdateAccount", "{'AccountId':'111122223333'}");
        assertThat(account.properties().stream()
                        .filter(member ->
                                Set.of("Tier", "Quotas", "MaxMonthlySpend").contains(member.getKey()))
                        .toList())
                .containsExactlyElementsOf(WireJson.MAPPER.readTree(expected).properties());
    }

    @Test
    void leavesAnAccountItHasNotCreatedWhatSuchAccountsHave() {
        var id = call(
                        "CreateAccountRequest",
                        "{'AccountId':'111122223333','Kind':'SPEND_INCREASE','Subject':'TEXT','Value':'90','UseCase':'x'}")
                .required("RequestId")
                .asString();

        call("DecideAccountRequest", "{'RequestId':'" + id + "','Decision':'APPROVE'}");

        var account = call("UpdateAccount", "{'AccountId':'111122223333'}");
        assertThat(account.required("Tier").asString()).isEqualTo("PRODUCTION");
        assertThat(account.required("MaxMonthlySpend"))
                .isEqualTo(WireJson.MAPPER.readTree("{\"TEXT\":\"90\",\"MEDIA\":\"70\",\"VOICE\":\"70\"}"));
    }

    @Test
    void takesARequestOnceUnderOneTokenAndOnceUntilItIsDecided() {
        var asks = "{'AccountId':'111122223333','Kind':'QUOTA_INCREASE','Subject':'Pools','UseCase':'x',";
        var first = call("CreateAccountRequest", asks + "'Value':'40','ClientToken':'t'}");
        var id = first.required("RequestId").asString();

        assertThat(call("CreateAccountRequest", asks + "'Value':'40','ClientToken':'t'}"))
                .isEqualTo(first);
        assertThat(refusal("CreateAccountRequest", asks + "'Value':'50','ClientToken':'t'}")
                        .required("Fields")
                        .get(0)
                        .required("Name")
                        .asString())
                .isEqualTo("ClientToken");
        assertThat(refusal("CreateAccountRequest", asks + "'Value':'50'}")
                        .required("ResourceId")
                        .asString())
                .isEqualTo(id);
        call("CreateAccountRequest", asks.replace("1111", "2222") + "'Value':'40','ClientToken':'t'}");
        call("DecideAccountRequest", "{'RequestId':'" + id + "','Decision':'DENY','Answer':'no'}");
        assertThat(call("CreateAccountRequest", asks + "'Value':'50'}")
                        .required("RequestId")
                        .asString())
                .isNotEqualTo(id);
    }

    @Test
    void keepsManyKeysOrNone() {
        call("CreateAccount", "{'AccountId':'111122223333'}");
        var keys = "{'AccessKeys':[{'AccountId':'111122223333','AccessKeyId':'key-1','SealedSecret':'clear one'},"
                + "{'AccountId':'%s','AccessKeyId':'key-2','SealedSecret':'clear two','Status':'INACTIVE'}]}";

        assertThat(refusal("StoreAccessKeys", keys.formatted("999999999999"))
                        .required("Fields")
                        .get(0)
                        .required("Name")
                        .asString())
                .isEqualTo("AccessKeys[1].AccountId");
        assertThat(state().all(OperatorKind.ACCESS_KEY)).isEmpty();

        call("StoreAccessKeys", keys.formatted("111122223333"));
        call("StoreAccessKeys", keys.formatted("111122223333").replace("one", "three"));
        assertThat(state().find(OperatorKind.ACCESS_KEY, "key-1").orElseThrow().secret())
                .isEqualTo("clear three");
        assertThat(state().find(OperatorKind.ACCESS_KEY, "key-2").orElseThrow().active())
                .isFalse();
    }

    @Test
    void asksForMoreAndDecidesOnce() {
        var id = call("CreateAccountRequest", "{'AccountId':'111122223333','Kind':'PRODUCTION_ACCESS','UseCase':'?'}")
                .required("RequestId")
                .asString();
        var decide = "{'RequestId':'" + id + "','Decision':'%s','Answer':'%s'}";

        assertThat(refusal("DecideAccountRequest", decide.formatted("DENY", ""))
                        .required("Reason")
                        .asString())
                .isEqualTo("MISSING_PARAMETER");
        assertThat(refusal("ResubmitAccountRequest", "{'RequestId':'" + id + "','UseCase':'codes'}")
                        .required("Reason")
                        .asString())
                .isEqualTo("RESOURCE_MODIFICATION_NOT_ALLOWED");
        call("DecideAccountRequest", decide.formatted("REQUEST_INFORMATION", "which use?"));
        assertThat(call("ResubmitAccountRequest", "{'RequestId':'" + id + "','UseCase':'codes'}")
                        .required("Status")
                        .asString())
                .isEqualTo("SUBMITTED");
        assertThat(call("DecideAccountRequest", decide.formatted("DENY", "no"))
                        .required("Status")
                        .asString())
                .isEqualTo("DENIED");
        assertThat(refusal("DecideAccountRequest", decide.formatted("APPROVE", ""))
                        .required("Reason")
                        .asString())
                .isEqualTo("RESOURCE_MODIFICATION_NOT_ALLOWED");
    }

    @Test
    void parksWhatNobodyWaitsFor() {
        stage.send(Topics.OPERATOR_COMMANDS, Inventory.KEY, new OperatorCommand("", "", "CreateAccount", "{}", NOW));

        assertThat(stage.deadLetters())
                .singleElement()
                .satisfies(parked -> assertThat(parked.reason()).isEqualTo("UNANSWERABLE"));
    }
}
