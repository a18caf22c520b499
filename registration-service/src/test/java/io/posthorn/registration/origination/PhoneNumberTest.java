package io.posthorn.registration.origination;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.NumberOffer;
import io.posthorn.core.operator.NumberWish;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.TwoWay;
import io.posthorn.registration.command.TestAccount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumberTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:inbound";
    private static final String ROLE = "arn:aws:iam::111122223333:role/inbound";

    private final TestAccount account = new TestAccount();

    private static String request(String more) {
        return "{'IsoCountryCode':'US','MessageType':'TRANSACTIONAL','NumberCapabilities':['SMS','MMS'],"
                + "'NumberType':'SIMULATOR'" + more + "}";
    }

    private OriginationNumber number(String id) {
        return account.get(ResourceKind.PHONE_NUMBER, id);
    }

    private void update(String id, String more) {
        account.call("UpdatePhoneNumber", "{'PhoneNumberId':'" + id + "'" + more + "}");
    }

    @Test
    void leasesASimulatorNumberThatIsActiveAtOnce() {
        var output = account.call("RequestPhoneNumber", request(",'Tags':[{'Key':'Name','Value':'first'}]"));

        assertThat(output).isEqualTo(WireJson.MAPPER.readTree("""
                        {"PhoneNumberArn":
                           "arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-00000000000000000000000000000001",
                         "PhoneNumberId": "phone-00000000000000000000000000000001",
                         "PhoneNumber": "%s",
                         "Status": "ACTIVE", "IsoCountryCode": "US", "MessageType": "TRANSACTIONAL",
                         "NumberCapabilities": ["SMS", "MMS"], "NumberType": "SIMULATOR",
                         "MonthlyLeasingPrice": "0.00", "TwoWayEnabled": false, "SelfManagedOptOutsEnabled": false,
                         "OptOutListName": "Default", "InternationalSendingEnabled": false,
                         "DeletionProtectionEnabled": false, "Tags": [{"Key": "Name", "Value": "first"}],
                         "CreatedTimestamp": 1704164645.123}
                        """.formatted(
                        SimulatorNumbers.numberOf(0).value())));
        assertThat(number("phone-00000000000000000000000000000001").carrier()).isEqualTo("simulator");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            'NumberType':'TEN_DLC'                        | Validation MISSING_PARAMETER
            'NumberType':'LONG_CODE'                      | Conflict NO_ORIGINATION_IDENTITIES_FOUND phone-number
            'NumberType':'TOLL_FREE'                      | Conflict NO_ORIGINATION_IDENTITIES_FOUND phone-number
            'IsoCountryCode':'GB'                         | Validation INVALID_PARAMETER
            'MessageType':'PROMOTIONAL'                   | Validation INVALID_PARAMETER
            'NumberCapabilities':['RCS']                  | Validation INVALID_PARAMETER
            'InternationalSendingEnabled':true            | Validation INTERNATIONAL_SENDING_NOT_SUPPORTED
            'NumberPreference':[{'PreferenceType':['StartsWith'],'Filter':['206']}] | Validation PARAMETERS_CANNOT_BE_USED_TOGETHER
            'RegistrationId':'registration-1'             | NotFound registration
            'OptOutListName':'none'                       | NotFound opt-out-list
            'PoolId':'pool-1'                             | NotFound pool
            'Tags':[{'Key':'a','Value':'1'},{'Key':'a','Value':'2'}] | Validation INVALID_PARAMETER
            """, delimiter = '|')
    void refusesWhatCannotBeLeased(String member, String reason) {
        assertThat(account.refusalReason("RequestPhoneNumber", request("," + member)))
                .isEqualTo(reason);
    }

    private static NumberOffer.Offered offer(boolean registrationRequired) {
        return new NumberOffer.Offered(
                new PhoneNumber("+12065550100"), "acme", 30, new BigDecimal("1.5"), false, registrationRequired);
    }

    @Test
    void leasesWhatTheInventoryOffers() {
        account.with(offer(false));

        var output = account.call("RequestPhoneNumber", request(",'NumberType':'LONG_CODE'"));

        assertThat(output.required("PhoneNumber").asString()).isEqualTo("+12065550100");
        assertThat(output.required("Status").asString()).isEqualTo("ACTIVE");
        assertThat(output.required("MonthlyLeasingPrice").asString()).isEqualTo("1.50");
        var number = number(output.required("PhoneNumberId").asString());
        assertThat(number.carrier()).isEqualTo("acme");
        assertThat(number.partsPerSecond()).isEqualTo(30);
    }

    @Test
    void waitsForItsRegistrationWhereOneIsRequired() {
        account.with(offer(true));

        assertThat(account.call("RequestPhoneNumber", request(",'NumberType':'TOLL_FREE'"), "Status"))
                .isEqualTo("PENDING");
    }

    @Test
    void tellsTheInventoryWhatIsWishedFor() {
        account.with(offer(false));
        var preference = ",'NumberPreference':[{'PreferenceType':['EndsWith'],'Filter':['00']}]";
        account.call("RequestPhoneNumber", request(",'NumberType':'LONG_CODE'" + preference));

        assertThat(account.wished())
                .isEqualTo(new NumberWish(
                        "US",
                        NumberType.LONG_CODE,
                        Set.of(Capability.SMS, Capability.MMS),
                        MessageType.TRANSACTIONAL,
                        false,
                        new NumberWish.Preference(NumberWish.Place.END, List.of("00"))));
    }

    @Test
    void refusesTwoWayForANumberThatCannotReceive() {
        account.with(offer(false));
        var id = account.call("RequestPhoneNumber", request(",'NumberType':'LONG_CODE'"), "PhoneNumberId");

        assertThat(account.refusalReason("UpdatePhoneNumber", "{'PhoneNumberId':'" + id + "','TwoWayEnabled':true}"))
                .isEqualTo("Validation TWO_WAY_NOT_SUPPORTED_IN_COUNTRY");
    }

    @Test
    void leasesUpToTheQuota() {
        for (int i = 0; i < Quotas.DEFAULT.phoneNumbers(); i++) {
            account.requestNumber();
        }

        assertThat(account.refusalReason("RequestPhoneNumber", request("")))
                .isEqualTo("Quota PHONE_NUMBERS_PER_ACCOUNT");
    }

    @Test
    void tiesTheNumberToTheListByNameOrArn() {
        account.call("CreateOptOutList", "{'OptOutListName':'news'}");

        var output = account.call(
                "RequestPhoneNumber",
                request(",'OptOutListName':'arn:aws:sms-voice:us-east-1:111122223333:opt-out-list/news'"));

        assertThat(output.required("OptOutListName").asString()).isEqualTo("news");
    }

    @Test
    void joinsAPoolAtOnceWithThePoolsSettings() {
        account.call("CreateOptOutList", "{'OptOutListName':'news'}");
        var pool = account.createPool(account.requestNumber());
        account.call(
                "UpdatePool",
                "{'PoolId':'" + pool + "','TwoWayEnabled':true,'TwoWayChannelArn':'" + TOPIC
                        + "','SelfManagedOptOutsEnabled':true,'OptOutListName':'news'}");

        var output = account.call("RequestPhoneNumber", request(",'PoolId':'" + pool + "'"));

        assertThat(output.required("PoolId").asString()).isEqualTo(pool);
        var number = number(output.required("PhoneNumberId").asString());
        assertThat(number.settings())
                .isEqualTo(account.get(ResourceKind.POOL, pool).settings());
        assertThat(account.get(ResourceKind.POOL, pool).members()).hasSize(2).contains(number.id());
    }

    @Test
    void doesNotJoinAPoolWithAnotherList() {
        account.call("CreateOptOutList", "{'OptOutListName':'news'}");
        var pool = account.createPool(account.requestNumber());

        assertThat(account.refusalReason(
                        "RequestPhoneNumber", request(",'PoolId':'" + pool + "','OptOutListName':'news'")))
                .isEqualTo("Conflict OPT_OUT_LIST_MISMATCH pool");
        assertThat(account.resources().all(ResourceKind.PHONE_NUMBER)).hasSize(1);
    }

    @Test
    void takesAnEmptyPoolForNone() {
        assertThat(account.call("RequestPhoneNumber", request(",'PoolId':''")).has("PoolId"))
                .isFalse();
    }

    @Test
    void changesOnlyTheSettingsNamed() {
        account.call("CreateOptOutList", "{'OptOutListName':'news'}");
        var id = account.requestNumber();

        update(id, ",'TwoWayEnabled':true,'TwoWayChannelArn':'" + TOPIC + "','TwoWayChannelRole':'" + ROLE + "'");
        update(id, ",'SelfManagedOptOutsEnabled':true");
        update(id, ",'OptOutListName':'news'");
        update(id, ",'DeletionProtectionEnabled':true");
        update(id, "");

        var number = number(id);
        assertThat(number.settings().twoWay()).isEqualTo(new TwoWay(true, TOPIC, ROLE));
        assertThat(number.settings().selfManagedOptOuts()).isTrue();
        assertThat(number.settings().optOutListName()).isEqualTo("news");
        assertThat(number.settings().messageType()).isEqualTo(MessageType.TRANSACTIONAL);
        assertThat(number.deletionProtection()).isTrue();
    }

    @Test
    void rememberTheChannelOfTwoWayMessagingThatWasTurnedOff() {
        var id = account.requestNumber();
        update(id, ",'TwoWayEnabled':true,'TwoWayChannelArn':'" + TOPIC + "'");
        update(id, ",'TwoWayEnabled':false");
        update(id, ",'TwoWayEnabled':true");

        assertThat(number(id).settings().twoWay()).isEqualTo(new TwoWay(true, TOPIC, null));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"``, true", "`,'TwoWayEnabled':true`, true", "`,'TwoWayEnabled':false`, false"})
    void usesAChannelThatIsNamedUnlessToldNotTo(String members, boolean enabled) {
        var id = account.requestNumber();

        update(id, ",'TwoWayChannelArn':'" + TOPIC + "'" + members);

        assertThat(number(id).settings().twoWay()).isEqualTo(new TwoWay(enabled, TOPIC, null));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            'TwoWayEnabled':true                       | Validation TWO_WAY_CHANNEL_NOT_PRESENT
            'SelfManagedOptOutsEnabled':true           | Validation TWO_WAY_NOT_ENABLED
            'TwoWayChannelArn':'arn:aws:sns:us-east-1:111122223333:inbound.fifo' | Validation INVALID_PARAMETER
            'TwoWayEnabled':true,'SelfManagedOptOutsEnabled':true,'TwoWayChannelArn':'connect.us-east-1.amazonaws.com' | Validation PARAMETERS_CANNOT_BE_USED_TOGETHER
            'InternationalSendingEnabled':true         | Validation INTERNATIONAL_SENDING_NOT_SUPPORTED
            'OptOutListName':'none'                    | NotFound opt-out-list
            """, delimiter = '|')
    void refusesSettingsThatCannotBe(String members, String reason) {
        var id = account.requestNumber();

        assertThat(account.refusalReason("UpdatePhoneNumber", "{'PhoneNumberId':'" + id + "'," + members + "}"))
                .isEqualTo(reason);
    }

    @Test
    void doesNotTurnTwoWayOffUnderSelfManagedOptOuts() {
        var id = account.requestNumber();
        update(id, ",'TwoWayEnabled':true,'TwoWayChannelArn':'" + TOPIC + "','SelfManagedOptOutsEnabled':true");

        assertThat(account.refusalReason("UpdatePhoneNumber", "{'PhoneNumberId':'" + id + "','TwoWayEnabled':false}"))
                .isEqualTo("Validation TWO_WAY_NOT_ENABLED");
    }

    @ParameterizedTest
    @CsvSource({"UpdatePhoneNumber", "ReleasePhoneNumber"})
    void leavesNumbersInAPoolAlone(String operation) {
        var id = account.requestNumber();
        account.createPool(id);

        assertThat(account.refusalReason(operation, "{'PhoneNumberId':'" + id + "'}"))
                .isEqualTo("Conflict PHONE_NUMBER_ASSOCIATED_TO_POOL phone-number");
    }

    @ParameterizedTest
    @CsvSource({"UpdatePhoneNumber", "ReleasePhoneNumber"})
    void refusesNumbersThatAreNotThere(String operation) {
        assertThat(account.refusalReason(operation, "{'PhoneNumberId':'phone-1'}"))
                .isEqualTo("NotFound phone-number");
    }

    @Test
    void releasesANumberOnlyUnprotected() {
        var id = account.call("RequestPhoneNumber", request(",'DeletionProtectionEnabled':true"), "PhoneNumberId");
        var input = "{'PhoneNumberId':'arn:aws:sms-voice:us-east-1:111122223333:phone-number/" + id + "'}";

        assertThat(account.refusalReason("ReleasePhoneNumber", input))
                .isEqualTo("Conflict DELETION_PROTECTION_ENABLED phone-number");
        update(id, ",'DeletionProtectionEnabled':false");
        assertThat(account.call("ReleasePhoneNumber", input, "Status")).isEqualTo("DELETED");
        assertThat(account.resources().find(ResourceKind.PHONE_NUMBER, id)).isEmpty();
    }
}
