package io.posthorn.registration.keyword;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.Keyword;
import io.posthorn.core.resource.KeywordAction;
import io.posthorn.core.resource.Keywords;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.TestAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordTest {
    private final TestAccount account = new TestAccount();

    private static String put(String identity, String keyword, String more) {
        return "{'OriginationIdentity':'" + identity + "','Keyword':'" + keyword + "','KeywordMessage':'Hello'" + more
                + "}";
    }

    private static String action(String action) {
        return ",'KeywordAction':'" + action + "'";
    }

    private static String naming(String identity, String keyword) {
        return "{'OriginationIdentity':'" + identity + "','Keyword':'" + keyword + "'}";
    }

    private Keyword keyword(String identity, String keyword) {
        return account.get(ResourceKind.KEYWORD, Keyword.id(identity, keyword));
    }

    /** A toll-free number of the United States; its id. */
    private String tollFree() {
        var simulator = account.get(ResourceKind.PHONE_NUMBER, account.requestNumber());
        var tollFree = new OriginationNumber(
                "phone-free",
                simulator.number(),
                simulator.status(),
                "US",
                simulator.capabilities(),
                NumberType.TOLL_FREE,
                simulator.monthlyLeasingPrice(),
                simulator.settings(),
                false,
                false,
                null,
                null,
                simulator.carrier(),
                simulator.tags(),
                simulator.createdAt());
        account.put(tollFree);
        return tollFree.id();
    }

    @Test
    void isSetAndReplaced() {
        var number = account.requestNumber();

        var output = account.call("PutKeyword", put(number, "Join us", action("OPT_IN")));

        assertThat(output).isEqualTo(WireJson.MAPPER.readTree("""
                        {"OriginationIdentityArn": "arn:aws:sms-voice:us-east-1:111122223333:phone-number/%1$s",
                         "OriginationIdentity": "%1$s", "Keyword": "Join us", "KeywordMessage": "Hello",
                         "KeywordAction": "OPT_IN"}
                        """.formatted(number)));
        account.call("PutKeyword", put(number, "JOIN US", ""));
        assertThat(keyword(number, "join us"))
                .isEqualTo(new Keyword(number, "JOIN US", "Hello", KeywordAction.AUTOMATIC_RESPONSE));
        assertThat(account.resources().all(ResourceKind.KEYWORD)).hasSize(1);
    }

    @Test
    void isDeleted() {
        var number = account.requestNumber();
        account.call("PutKeyword", put(number, "JOIN", action("OPT_IN")));

        var output = account.call("DeleteKeyword", naming(number, "join"));

        assertThat(output.required("Keyword").asString()).isEqualTo("JOIN");
        assertThat(account.resources().all(ResourceKind.KEYWORD)).isEmpty();
        assertThat(account.refusalReason("DeleteKeyword", naming(number, "JOIN")))
                .isEqualTo("NotFound keyword");
    }

    @ParameterizedTest
    @ValueSource(strings = {" JOIN", "JOIN ", " "})
    void doesNotBeginOrEndWithASpace(String keyword) {
        assertThat(account.refusalReason("PutKeyword", put(account.requestNumber(), keyword, "")))
                .isEqualTo("Validation INVALID_PARAMETER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "stop", "CANCEL", "UNSUBSCRIBE", "HELP"})
    void cannotBeDeletedWhereItIsMandatory(String keyword) {
        var number = account.requestNumber();

        assertThat(account.refusalReason("DeleteKeyword", naming(number, keyword)))
                .isEqualTo("Conflict RESOURCE_DELETION_NOT_ALLOWED keyword");

        account.call("PutKeyword", put(number, keyword, ""));
        assertThat(account.refusalReason("DeleteKeyword", naming(number, keyword)))
                .isEqualTo("Conflict RESOURCE_DELETION_NOT_ALLOWED keyword");
    }

    @ParameterizedTest
    @CsvSource({"STOP, AUTOMATIC_RESPONSE", "STOP, OPT_IN", "CANCEL, OPT_IN", "HELP, OPT_OUT"})
    void keepsItsActionWhereItIsMandatory(String keyword, String action) {
        var number = account.requestNumber();

        assertThat(account.refusalReason("PutKeyword", put(number, keyword, action(action))))
                .isEqualTo("Conflict RESOURCE_MODIFICATION_NOT_ALLOWED keyword");
    }

    @ParameterizedTest
    @CsvSource({"STOP, OPT_OUT", "HELP, AUTOMATIC_RESPONSE"})
    void takesAnotherMessageWhereItIsMandatory(String keyword, KeywordAction action) {
        var number = account.requestNumber();

        account.call("PutKeyword", put(number, keyword, ""));

        assertThat(keyword(number, keyword)).isEqualTo(new Keyword(number, keyword, "Hello", action));
    }

    @Test
    void doesNothingAboutOptOutsOnTollFreeNumbers() {
        var number = tollFree();

        assertThat(account.refusalReason("PutKeyword", put(number, "STOP", "")))
                .isEqualTo("Conflict RESOURCE_MODIFICATION_NOT_ALLOWED keyword");
        assertThat(account.refusalReason("PutKeyword", put(number, "LEAVE", action("OPT_OUT"))))
                .isEqualTo("Conflict RESOURCE_MODIFICATION_NOT_ALLOWED keyword");
        account.call("PutKeyword", put(number, "UNSTOP", action("OPT_IN")));
        account.call("PutKeyword", put(number, "START", action("OPT_IN")));
    }

    @Test
    void isNoMoreThanTheQuotaOnANumber() {
        var number = account.requestNumber();
        account.call("PutKeyword", put(number, "STOP", ""));
        for (int i = 0; i < Quotas.DEFAULT.keywordsPerIdentity(); i++) {
            account.call("PutKeyword", put(number, "WORD" + i, ""));
        }

        assertThat(account.refusalReason("PutKeyword", put(number, "MORE", "")))
                .isEqualTo("Quota KEYWORDS_PER_PHONE_NUMBER");
        account.call("PutKeyword", put(number, "WORD1", action("OPT_OUT")));
        account.call("PutKeyword", put(number, "HELP", ""));
    }

    @Test
    void isNoMoreThanTheQuotaOnAPool() {
        var pool = account.createPool(account.requestNumber());
        for (int i = 0; i < Quotas.DEFAULT.keywordsPerIdentity(); i++) {
            account.call("PutKeyword", put(pool, "WORD" + i, ""));
        }

        assertThat(account.refusalReason("PutKeyword", put(pool, "MORE", ""))).isEqualTo("Quota KEYWORDS_PER_POOL");
    }

    @Test
    void isThePoolsWhileANumberIsInOne() {
        var number = account.requestNumber();
        var pool = account.createPool(number);

        assertThat(account.refusalReason("PutKeyword", put(number, "JOIN", "")))
                .isEqualTo("Conflict PHONE_NUMBER_ASSOCIATED_TO_POOL phone-number");
        assertThat(account.refusalReason("DeleteKeyword", naming(number, "JOIN")))
                .isEqualTo("Conflict PHONE_NUMBER_ASSOCIATED_TO_POOL phone-number");
        var output = account.call("PutKeyword", put(pool, "JOIN", ""));
        assertThat(output.required("OriginationIdentityArn").asString())
                .isEqualTo("arn:aws:sms-voice:us-east-1:111122223333:pool/" + pool);
    }

    @ParameterizedTest
    @CsvSource({"phone-1, phone-number", "pool-1, pool", "EXAMPLE, phone-number"})
    void isOnWhatIsThere(String identity, String type) {
        assertThat(account.refusalReason("PutKeyword", put(identity, "JOIN", "")))
                .isEqualTo("NotFound " + type);
        assertThat(account.refusalReason("DeleteKeyword", naming(identity, "JOIN")))
                .isEqualTo("NotFound " + type);
    }

    @Test
    void isTakenOverByAPoolFromItsFirstMember() {
        var number = account.requestNumber();
        account.call("PutKeyword", put(number, "JOIN", action("OPT_IN")));

        var pool = account.createPool(number);

        assertThat(keyword(pool, "JOIN")).isEqualTo(new Keyword(pool, "JOIN", "Hello", KeywordAction.OPT_IN));
    }

    @Test
    void isTheSameOnEveryMemberOfAPool() {
        var first = account.requestNumber();
        account.call("PutKeyword", put(first, "JOIN", action("OPT_IN")));
        var pool = account.createPool(first);
        var second = account.requestNumber();
        var joining = "{'PoolId':'" + pool + "','OriginationIdentity':'" + second + "'}";

        assertThat(account.refusalReason("AssociateOriginationIdentity", joining))
                .isEqualTo("Conflict KEYWORD_MISMATCH pool");
        account.call("PutKeyword", put(second, "join", ""));
        assertThat(account.refusalReason("AssociateOriginationIdentity", joining))
                .isEqualTo("Conflict KEYWORD_MISMATCH pool");
        account.call("PutKeyword", put(second, "join", action("OPT_IN")));
        account.call("AssociateOriginationIdentity", joining);
    }

    @Test
    void goesWithItsNumberOrPool() {
        var number = account.requestNumber();
        account.call("PutKeyword", put(number, "JOIN", ""));
        var pool = account.createPool(number);

        account.call("DeletePool", "{'PoolId':'" + pool + "'}");
        assertThat(new Keywords(pool, false).added(account.resources())).isEmpty();
        assertThat(new Keywords(number, false).added(account.resources())).hasSize(1);

        account.call("ReleasePhoneNumber", "{'PhoneNumberId':'" + number + "'}");
        assertThat(account.resources().all(ResourceKind.KEYWORD)).isEmpty();
    }

    @Test
    void hasNoTags() {
        var number = account.requestNumber();
        account.call("PutKeyword", put(number, "JOIN", ""));

        assertThat(account.refusalReason(
                        "TagResource",
                        "{'ResourceArn':'arn:aws:sms-voice:us-east-1:111122223333:keyword/" + number
                                + "/JOIN','Tags':[{'Key':'a','Value':'b'}]}"))
                .isEqualTo("Validation INVALID_ARN");
    }
}
