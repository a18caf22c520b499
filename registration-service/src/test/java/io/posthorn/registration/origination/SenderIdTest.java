package io.posthorn.registration.origination;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.HeldSenderId;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SenderId;
import io.posthorn.registration.command.TestAccount;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderIdTest {
    private static final String ARN = "arn:aws:sms-voice:us-east-1:111122223333:sender-id/EXAMPLE/DE";

    private final TestAccount account = new TestAccount();

    private static String of(String name, String country) {
        return "{'SenderId':'" + name + "','IsoCountryCode':'" + country + "'}";
    }

    private static String of(String name, String country, String more) {
        return "{'SenderId':'" + name + "','IsoCountryCode':'" + country + "'," + more + "}";
    }

    private SenderId senderId(String id) {
        return account.get(ResourceKind.SENDER_ID, id);
    }

    private Pool pool(String id) {
        return account.get(ResourceKind.POOL, id);
    }

    private String createPool(String identity, String more) {
        return account.call(
                "CreatePool",
                "{'OriginationIdentity':'" + identity + "','MessageType':'TRANSACTIONAL'" + more + "}",
                "PoolId");
    }

    private static String membership(String pool, String identity, String more) {
        return "{'PoolId':'" + pool + "','OriginationIdentity':'" + identity + "'" + more + "}";
    }

    @Test
    void isLeasedForOneCountry() {
        var output = account.call("RequestSenderId", of("EXAMPLE", "DE", "'Tags':[{'Key':'team','Value':'red'}]"));

        assertThat(output).isEqualTo(WireJson.MAPPER.readTree("""
                        {"SenderIdArn": "%s", "SenderId": "EXAMPLE", "IsoCountryCode": "DE",
                         "MessageTypes": ["TRANSACTIONAL"], "MonthlyLeasingPrice": "0.00",
                         "DeletionProtectionEnabled": false, "Registered": false,
                         "Tags": [{"Key": "team", "Value": "red"}]}
                        """.formatted(ARN)));
        account.call("RequestSenderId", of("EXAMPLE", "FR"));
        assertThat(account.refusalReason("RequestSenderId", of("EXAMPLE", "DE")))
                .isEqualTo("Conflict RESOURCE_ALREADY_EXISTS sender-id");
    }

    @Test
    void isForTheTypesOfMessageAskedFor() {
        account.call("RequestSenderId", of("EXAMPLE", "DE", "'MessageTypes':['PROMOTIONAL','TRANSACTIONAL']"));

        assertThat(senderId("EXAMPLE/DE").messageTypes())
                .containsExactlyInAnyOrder(MessageType.PROMOTIONAL, MessageType.TRANSACTIONAL);
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource({
        "ABC, DE, ",
        "A-1, DE, ",
        "7ELEVEN, DE, ",
        "ELEVENCHARS, DE, ",
        "AB, DE, Validation INVALID_PARAMETER",
        "A_BC, DE, Validation INVALID_PARAMETER",
        "123456, DE, Validation INVALID_PARAMETER",
        "1-2-3, DE, Validation INVALID_PARAMETER",
        "123456, IN, ",
        "12345, IN, Validation INVALID_PARAMETER",
        "TWELVELETTERS, DE, Validation FIELD_VALIDATION_FAILED"
    })
    void isNamedAsTheGuideAllows(String name, String country, String refusal) {
        account.with(held("*", "IN", "0", false));
        if (refusal == null) {
            account.call("RequestSenderId", of(name, country));
        } else {
            assertThat(account.refusalReason("RequestSenderId", of(name, country)))
                    .isEqualTo(refusal);
        }
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "SHOP, DE, 2.50",
                "EXAMPLE, DE, 1.00",
                "EXAMPLE, IN, 1.00",
                // everybody may choose a name there
                "EXAMPLE, FR, 0.00",
                // the country wants names registered, and no carrier of the operator's does that
                "EXAMPLE, AE, -",
                "OURS, DE, -"
            })
    void isLeasedAsTheOperatorHoldsIt(String name, String country, @Nullable String price) {
        account.with(
                held("SHOP", "DE", "2.5", false),
                held("*", "DE", "1.00", false),
                held("OURS", "DE", "0", true),
                held("*", "IN", "1.00", false));

        if (price == null) {
            assertThat(account.refusalReason("RequestSenderId", of(name, country)))
                    .isEqualTo("Conflict NO_ORIGINATION_IDENTITIES_FOUND sender-id");
        } else {
            var leased = account.call("RequestSenderId", of(name, country));
            assertThat(leased.required("MonthlyLeasingPrice").asString()).isEqualTo(price);
            assertThat(senderId(name + "/" + country).carrier())
                    .isEqualTo(country.equals("FR") ? "simulator" : "carrier of " + country);
        }
    }

    private static HeldSenderId held(String name, String country, String price, boolean withheld) {
        return new HeldSenderId(name, country, "carrier of " + country, null, new BigDecimal(price), false, withheld);
    }

    @ParameterizedTest
    @CsvSource({"US", "CA", "CN", "KP"})
    void isRefusedWhereRecipientsCannotBeShownAName(String country) {
        assertThat(account.refusalReason("RequestSenderId", of("EXAMPLE", country)))
                .isEqualTo("Validation SENDER_ID_NOT_SUPPORTED");
    }

    @Test
    void isNoMoreThanTheQuota() {
        for (int i = 0; i < Quotas.DEFAULT.senderIds(); i++) {
            account.call("RequestSenderId", of("NAME" + i, "DE"));
        }

        assertThat(account.refusalReason("RequestSenderId", of("EXAMPLE", "DE")))
                .isEqualTo("Quota SENDER_IDS_PER_ACCOUNT");
    }

    @ParameterizedTest
    @CsvSource({"EXAMPLE", ARN})
    void isGuardedAgainstRelease(String named) {
        account.call("RequestSenderId", of("EXAMPLE", "DE", "'DeletionProtectionEnabled':true"));
        assertThat(account.refusalReason("ReleaseSenderId", of(named, "DE")))
                .isEqualTo("Conflict DELETION_PROTECTION_ENABLED sender-id");

        var updated = account.call("UpdateSenderId", of(named, "DE", "'DeletionProtectionEnabled':false"));
        assertThat(updated.required("DeletionProtectionEnabled").booleanValue()).isFalse();

        var released = account.call("ReleaseSenderId", of(named, "DE"));
        assertThat(released.required("SenderIdArn").asString()).isEqualTo(ARN);
        assertThat(account.resources().all(ResourceKind.SENDER_ID)).isEmpty();
    }

    @Test
    void isNotTouchedByAnUpdateThatSaysNothing() {
        account.call("RequestSenderId", of("EXAMPLE", "DE", "'DeletionProtectionEnabled':true"));

        account.call("UpdateSenderId", of("EXAMPLE", "DE"));

        assertThat(senderId("EXAMPLE/DE").deletionProtection()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"UpdateSenderId", "ReleaseSenderId"})
    void isFoundByNameAndCountryTogether(String operation) {
        account.call("RequestSenderId", of("EXAMPLE", "DE"));

        assertThat(account.refusalReason(operation, of("EXAMPLE", "FR"))).isEqualTo("NotFound sender-id");
        assertThat(account.refusalReason(operation, of(ARN, "FR"))).isEqualTo("Validation COUNTRY_CODE_MISMATCH");
        assertThat(account.refusalReason(operation, of(ARN.replace("us-east-1", "eu-west-1"), "DE")))
                .isEqualTo("NotFound sender-id");
    }

    @Test
    void canBeTheFirstInAPool() {
        account.call("RequestSenderId", of("EXAMPLE", "DE"));

        var pool = createPool("EXAMPLE", ",'IsoCountryCode':'DE'");

        assertThat(pool(pool).members()).containsExactly("EXAMPLE/DE");
        assertThat(pool(pool).settings().optOutListName()).isEqualTo("Default");
        assertThat(senderId("EXAMPLE/DE").poolId()).isEqualTo(pool);
        assertThat(account.refusalReason("ReleaseSenderId", of("EXAMPLE", "DE")))
                .isEqualTo("Conflict SENDER_ID_ASSOCIATED_TO_POOL sender-id");
    }

    @ParameterizedTest
    @CsvSource({"EXAMPLE", "EXAMPLE/DE", ARN})
    void joinsAndLeavesAPool(String named) {
        account.call("RequestSenderId", of("EXAMPLE", "DE"));
        var number = account.requestNumber();
        var pool = account.createPool(number);

        var joined = account.call("AssociateOriginationIdentity", membership(pool, named, ""));

        assertThat(joined.required("OriginationIdentity").asString()).isEqualTo("EXAMPLE");
        assertThat(joined.required("OriginationIdentityArn").asString()).isEqualTo(ARN);
        assertThat(joined.required("IsoCountryCode").asString()).isEqualTo("DE");
        assertThat(pool(pool).members()).containsExactly(number, "EXAMPLE/DE");
        assertThat(account.refusalReason("AssociateOriginationIdentity", membership(pool, named, "")))
                .isEqualTo("Conflict SENDER_ID_ASSOCIATED_TO_POOL sender-id");

        account.call("DisassociateOriginationIdentity", membership(pool, named, ""));

        assertThat(pool(pool).members()).containsExactly(number);
        assertThat(senderId("EXAMPLE/DE").poolId()).isNull();
    }

    @Test
    void staysWhenItsPoolIsDeleted() {
        account.call("RequestSenderId", of("EXAMPLE", "DE"));
        var pool = createPool("EXAMPLE", "");

        account.call("DeletePool", "{'PoolId':'" + pool + "'}");

        assertThat(senderId("EXAMPLE/DE").poolId()).isNull();
    }

    @Test
    void isInNoPoolForAnotherTypeOfMessage() {
        account.call("RequestSenderId", of("EXAMPLE", "DE", "'MessageTypes':['PROMOTIONAL']"));
        var pool = account.createPool(account.requestNumber());

        assertThat(account.refusalReason("AssociateOriginationIdentity", membership(pool, "EXAMPLE", "")))
                .isEqualTo("Conflict MESSAGE_TYPE_MISMATCH pool");
        assertThat(account.refusalReason(
                        "CreatePool", "{'OriginationIdentity':'EXAMPLE','MessageType':'TRANSACTIONAL'}"))
                .isEqualTo("Conflict MESSAGE_TYPE_MISMATCH sender-id");
    }

    @Test
    void isInNoPoolBeforeTheRegistrationItsCountryAsksFor() {
        account.call("RequestSenderId", of("EXAMPLE", "SG"));
        var pool = account.createPool(account.requestNumber());

        assertThat(account.refusalReason("AssociateOriginationIdentity", membership(pool, "EXAMPLE", "")))
                .isEqualTo("Validation SENDER_ID_NOT_REGISTERED");

        account.put(senderId("EXAMPLE/SG").withRegistration("registration-1", true));
        account.call("AssociateOriginationIdentity", membership(pool, "EXAMPLE", ""));
    }

    @Test
    void isNamedWithItsCountryWhereThereAreSeveral() {
        account.call("RequestSenderId", of("EXAMPLE", "DE"));
        account.call("RequestSenderId", of("EXAMPLE", "FR"));
        var pool = account.createPool(account.requestNumber());

        assertThat(account.refusalReason("AssociateOriginationIdentity", membership(pool, "EXAMPLE", "")))
                .isEqualTo("Validation MISSING_PARAMETER");
        assertThat(account.refusalReason(
                        "AssociateOriginationIdentity", membership(pool, ARN, ",'IsoCountryCode':'FR'")))
                .isEqualTo("Validation COUNTRY_CODE_MISMATCH");
        account.call("AssociateOriginationIdentity", membership(pool, "EXAMPLE", ",'IsoCountryCode':'FR'"));

        assertThat(pool(pool).members()).contains("EXAMPLE/FR");
    }

    @ParameterizedTest
    @CsvSource({
        "NOBODY, NotFound sender-id",
        "arn:aws:sms-voice:us-east-1:111122223333:sender-id/NOBODY/DE, NotFound sender-id",
        "phone-1, NotFound phone-number",
        "12065550199, NotFound phone-number"
    })
    void isNotFoundWhereItIsNot(String identity, String refusal) {
        var pool = account.createPool(account.requestNumber());

        assertThat(account.refusalReason("AssociateOriginationIdentity", membership(pool, identity, "")))
                .isEqualTo(refusal);
    }

    @Test
    void hasTags() {
        account.call("RequestSenderId", of("EXAMPLE", "DE"));

        account.call("TagResource", "{'ResourceArn':'" + ARN + "','Tags':[{'Key':'a','Value':'b'}]}");
        assertThat(senderId("EXAMPLE/DE").tags()).hasSize(1);
        account.call("UntagResource", "{'ResourceArn':'" + ARN + "','TagKeys':['a']}");
        assertThat(senderId("EXAMPLE/DE").tags()).isEmpty();
    }
}
