package io.posthorn.registration.origination;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.TwoWay;
import io.posthorn.registration.command.TestAccount;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PoolTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:inbound";

    private final TestAccount account = new TestAccount();

    private static String membership(String pool, String identity) {
        return "{'PoolId':'" + pool + "','OriginationIdentity':'" + identity + "'}";
    }

    private static String creation(String identity) {
        return "{'OriginationIdentity':'" + identity + "','MessageType':'TRANSACTIONAL'}";
    }

    private OriginationNumber number(String id) {
        return account.get(ResourceKind.PHONE_NUMBER, id);
    }

    private Pool pool(String id) {
        return account.get(ResourceKind.POOL, id);
    }

    @Test
    void takesOverTheSettingsOfItsFirstMember() {
        account.call("CreateOptOutList", "{'OptOutListName':'news'}");
        var number = account.requestNumber();
        account.call(
                "UpdatePhoneNumber",
                "{'PhoneNumberId':'" + number + "','TwoWayEnabled':true,'TwoWayChannelArn':'" + TOPIC
                        + "','SelfManagedOptOutsEnabled':true,'OptOutListName':'news','DeletionProtectionEnabled':true}");

        var output = account.call("CreatePool", creation(number));

        assertThat(output).isEqualTo(WireJson.MAPPER.readTree("""
                        {"PoolArn": "arn:aws:sms-voice:us-east-1:111122223333:pool/pool-00000000000000000000000000000002",
                         "PoolId": "pool-00000000000000000000000000000002",
                         "Status": "ACTIVE", "MessageType": "TRANSACTIONAL",
                         "TwoWayEnabled": true, "TwoWayChannelArn": "%s", "SelfManagedOptOutsEnabled": true,
                         "OptOutListName": "news", "SharedRoutesEnabled": false, "DeletionProtectionEnabled": false,
                         "Tags": [], "CreatedTimestamp": 1704164645.123}
                        """.formatted(TOPIC)));
        var pool = output.required("PoolId").asString();
        assertThat(number(number).poolId()).isEqualTo(pool);
        assertThat(pool(pool).members()).containsExactly(number);
    }

    @Test
    void takesTheFirstMemberByArnOrByTheNumberItself() {
        var byArn = account.requestNumber();
        var byNumber = account.requestNumber();

        account.call("CreatePool", creation("arn:aws:sms-voice:us-east-1:111122223333:phone-number/" + byArn));
        account.call("CreatePool", creation(number(byNumber).number().value().substring(1)));

        assertThat(number(byArn).poolId()).isNotNull();
        assertThat(number(byNumber).poolId()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            phone-1                                                       | NotFound phone-number
            arn:aws:sms-voice:us-east-1:111122223333:sender-id/ACME/GB    | NotFound sender-id
            arn:aws:sms-voice:us-east-1:999999999999:phone-number/phone-1 | NotFound phone-number
            """, delimiter = '|')
    void isNotCreatedWithoutAMember(String identity, String reason) {
        assertThat(account.refusalReason("CreatePool", creation(identity))).isEqualTo(reason);
    }

    @Test
    void isNotCreatedWithAMemberOfAnotherKind() {
        var number = account.requestNumber();

        assertThat(account.refusalReason(
                        "CreatePool", "{'OriginationIdentity':'" + number + "','MessageType':'PROMOTIONAL'}"))
                .isEqualTo("Conflict MESSAGE_TYPE_MISMATCH phone-number");
        assertThat(account.refusalReason(
                        "CreatePool",
                        "{'OriginationIdentity':'" + number + "','MessageType':'TRANSACTIONAL','IsoCountryCode':'CA'}"))
                .isEqualTo("Validation COUNTRY_CODE_MISMATCH");
    }

    @Test
    void isNotCreatedWithANumberThatCannotJoin() {
        var taken = account.requestNumber();
        account.createPool(taken);
        var pending = account.requestNumber();
        account.put(number(pending).inStatus(NumberStatus.PENDING));

        assertThat(account.refusalReason("CreatePool", creation(taken)))
                .isEqualTo("Conflict PHONE_NUMBER_ASSOCIATED_TO_POOL phone-number");
        assertThat(account.refusalReason("CreatePool", creation(pending)))
                .isEqualTo("Conflict RESOURCE_NOT_ACTIVE phone-number");
    }

    @Test
    void keepsToTheQuotaOfPools() {
        account.with(new Quotas(99, 2, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99));
        account.createPool(account.requestNumber());
        account.createPool(account.requestNumber());

        assertThat(account.refusalReason("CreatePool", creation(account.requestNumber())))
                .isEqualTo("Quota POOLS_PER_ACCOUNT");
    }

    @Test
    void associatesAnIdentityWithTheSameSettings() {
        var pool = account.createPool(account.requestNumber());
        var joining = account.requestNumber();

        var output = account.call("AssociateOriginationIdentity", membership(pool, joining));

        assertThat(output.required("OriginationIdentity").asString()).isEqualTo(joining);
        assertThat(output.required("OriginationIdentityArn").asString()).endsWith(":phone-number/" + joining);
        assertThat(output.required("IsoCountryCode").asString()).isEqualTo("US");
        assertThat(pool(pool).members()).hasSize(2).endsWith(joining);
        assertThat(number(joining).poolId()).isEqualTo(pool);
    }

    static Stream<Arguments> otherSettings() {
        var type = MessageType.TRANSACTIONAL;
        var on = new TwoWay(true, TOPIC, null);
        return Stream.of(
                Arguments.of(
                        new IdentitySettings(MessageType.PROMOTIONAL, TwoWay.OFF, false, "Default"), "MESSAGE_TYPE"),
                Arguments.of(new IdentitySettings(type, TwoWay.OFF, false, "news"), "OPT_OUT_LIST"),
                Arguments.of(new IdentitySettings(type, on, false, "Default"), "TWO_WAY_CONFIG"),
                Arguments.of(new IdentitySettings(type, TwoWay.OFF, true, "Default"), "SELF_MANAGED_OPT_OUTS"));
    }

    @ParameterizedTest
    @MethodSource("otherSettings")
    void doesNotAssociateAnIdentityWithOtherSettings(IdentitySettings settings, String mismatch) {
        var pool = account.createPool(account.requestNumber());
        var joining = account.requestNumber();
        account.put(number(joining).configured(settings, false, false));

        assertThat(account.refusalReason("AssociateOriginationIdentity", membership(pool, joining)))
                .isEqualTo("Conflict " + mismatch + "_MISMATCH pool");
        assertThat(pool(pool).members()).hasSize(1);
    }

    @Test
    void takesAChannelThatIsTurnedOffForNone() {
        var pool = account.createPool(account.requestNumber());
        var joining = account.requestNumber();
        account.call(
                "UpdatePhoneNumber",
                "{'PhoneNumberId':'" + joining + "','TwoWayEnabled':false,'TwoWayChannelArn':'" + TOPIC + "'}");

        account.call("AssociateOriginationIdentity", membership(pool, joining));

        assertThat(pool(pool).members()).contains(joining);
    }

    @Test
    void associatesANumberOnce() {
        var first = account.requestNumber();
        var pool = account.createPool(first);

        assertThat(account.refusalReason("AssociateOriginationIdentity", membership(pool, first)))
                .isEqualTo("Conflict PHONE_NUMBER_ASSOCIATED_TO_POOL phone-number");
    }

    @Test
    void keepsToTheQuotaOfMembers() {
        account.with(new Quotas(99, 99, 2, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99));
        var pool = account.createPool(account.requestNumber());
        account.call("AssociateOriginationIdentity", membership(pool, account.requestNumber()));

        assertThat(account.refusalReason("AssociateOriginationIdentity", membership(pool, account.requestNumber())))
                .isEqualTo("Quota ORIGINATION_IDENTITIES_PER_POOL");
    }

    @Test
    void disassociatesAllButTheLastMember() {
        var first = account.requestNumber();
        var second = account.requestNumber();
        var pool = account.createPool(first);
        account.call("AssociateOriginationIdentity", membership(pool, second));

        account.call("DisassociateOriginationIdentity", membership(pool, first));

        assertThat(pool(pool).members()).containsExactly(second);
        assertThat(number(first).poolId()).isNull();
        assertThat(account.refusalReason("DisassociateOriginationIdentity", membership(pool, first)))
                .isEqualTo("Conflict PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL phone-number");
        assertThat(account.refusalReason("DisassociateOriginationIdentity", membership(pool, second)))
                .isEqualTo("Conflict LAST_PHONE_NUMBER phone-number");
    }

    @Test
    void changesOnlyTheSettingsNamed() {
        var pool = account.createPool(account.requestNumber());

        account.call("UpdatePool", "{'PoolId':'" + pool + "','SharedRoutesEnabled':true}");
        account.call("UpdatePool", "{'PoolId':'" + pool + "','DeletionProtectionEnabled':true}");
        account.call("UpdatePool", "{'PoolId':'" + pool + "','TwoWayEnabled':true,'TwoWayChannelArn':'" + TOPIC + "'}");

        assertThat(pool(pool).sharedRoutes()).isTrue();
        assertThat(pool(pool).deletionProtection()).isTrue();
        assertThat(pool(pool).settings().twoWay()).isEqualTo(new TwoWay(true, TOPIC, null));
        assertThat(pool(pool).settings().optOutListName()).isEqualTo("Default");
    }

    @Test
    void isDeletedOnlyUnprotectedAndLetsItsMembersGo() {
        var first = account.requestNumber();
        var second = account.requestNumber();
        var pool = account.createPool(first);
        account.call("AssociateOriginationIdentity", membership(pool, second));
        account.call("UpdatePool", "{'PoolId':'" + pool + "','DeletionProtectionEnabled':true}");
        var input = "{'PoolId':'arn:aws:sms-voice:us-east-1:111122223333:pool/" + pool + "'}";

        assertThat(account.refusalReason("DeletePool", input)).isEqualTo("Conflict DELETION_PROTECTION_ENABLED pool");
        account.call("UpdatePool", "{'PoolId':'" + pool + "','DeletionProtectionEnabled':false}");
        assertThat(account.call("DeletePool", input, "Status")).isEqualTo("DELETING");

        assertThat(account.resources().all(ResourceKind.POOL)).isEmpty();
        assertThat(account.resources().all(ResourceKind.PHONE_NUMBER))
                .hasSize(2)
                .allSatisfy(number -> assertThat(number.poolId()).isNull());
    }

    @ParameterizedTest
    @CsvSource({"UpdatePool", "DeletePool", "AssociateOriginationIdentity"})
    void isLeftAloneUnlessActive(String operation) {
        var pool = account.createPool(account.requestNumber());
        account.put(pool(pool).inStatus(PoolStatus.DELETING));

        assertThat(account.refusalReason(operation, membership(pool, account.requestNumber())))
                .isEqualTo("Conflict RESOURCE_NOT_ACTIVE pool");
    }

    @ParameterizedTest
    @CsvSource({"UpdatePool", "DeletePool", "AssociateOriginationIdentity", "DisassociateOriginationIdentity"})
    void refusesPoolsThatAreNotThere(String operation) {
        assertThat(account.refusalReason(operation, membership("pool-1", account.requestNumber())))
                .isEqualTo("NotFound pool");
    }
}
