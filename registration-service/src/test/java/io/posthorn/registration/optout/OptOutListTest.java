package io.posthorn.registration.optout;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.TestAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptOutListTest {
    private final TestAccount account = new TestAccount();

    private static String named(String name) {
        return "{'OptOutListName':'" + name + "'}";
    }

    @Test
    void isCreated() {
        assertThat(account.call("CreateOptOutList", named("news"))).isEqualTo(WireJson.MAPPER.readTree("""
                        {"OptOutListArn": "arn:aws:sms-voice:us-east-1:111122223333:opt-out-list/news",
                         "OptOutListName": "news", "Tags": [], "CreatedTimestamp": 1704164645.123}
                        """));
    }

    @ParameterizedTest
    @CsvSource({"news", "Default"})
    void isCreatedOnce(String name) {
        account.call("CreateOptOutList", named("news"));

        assertThat(account.refusalReason("CreateOptOutList", named(name)))
                .isEqualTo("Conflict RESOURCE_ALREADY_EXISTS opt-out-list");
    }

    @Test
    void countsTheDefaultListInTheQuota() {
        for (int i = 1; i < Quotas.DEFAULT.optOutLists(); i++) {
            account.call("CreateOptOutList", named("list-" + i));
        }

        assertThat(account.refusalReason("CreateOptOutList", named("one-more")))
                .isEqualTo("Quota OPT_OUT_LISTS_PER_ACCOUNT");
    }

    @Test
    void isDeleted() {
        account.call("CreateOptOutList", named("news"));

        account.call("DeleteOptOutList", named("arn:aws:sms-voice:us-east-1:111122223333:opt-out-list/news"));

        assertThat(account.resources().all(ResourceKind.OPT_OUT_LIST).map(OptOutList::name))
                .containsExactly("Default");
        assertThat(account.refusalReason("DeleteOptOutList", named("news"))).isEqualTo("NotFound opt-out-list");
    }

    @Test
    void isNotDeletedWhileANumberUsesIt() {
        account.call("CreateOptOutList", named("news"));
        account.call(
                "UpdatePhoneNumber", "{'PhoneNumberId':'" + account.requestNumber() + "','OptOutListName':'news'}");

        assertThat(account.refusalReason("DeleteOptOutList", named("news")))
                .isEqualTo("Conflict RESOURCE_DELETION_NOT_ALLOWED opt-out-list");
    }

    @Test
    void isNotDeletedWhileAPoolUsesIt() {
        account.call("CreateOptOutList", named("news"));
        var pool = account.createPool(account.requestNumber());
        account.call("UpdatePool", "{'PoolId':'" + pool + "','OptOutListName':'news'}");

        assertThat(account.refusalReason("DeleteOptOutList", named("news")))
                .isEqualTo("Conflict RESOURCE_DELETION_NOT_ALLOWED opt-out-list");
    }

    @Test
    void isNeverDeletedWhereItIsTheDefault() {
        assertThat(account.refusalReason("DeleteOptOutList", named("Default")))
                .isEqualTo("Conflict RESOURCE_DELETION_NOT_ALLOWED opt-out-list");
    }
}
