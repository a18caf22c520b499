package io.posthorn.registration.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SpendLimitOverride;
import io.posthorn.core.send.Channel;
import io.posthorn.registration.command.TestAccount;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpendLimitTest {
    private final TestAccount account = new TestAccount().withMaxMonthlySpend("100.50");

    private static String operation(String verb, Channel channel) {
        var name = channel.name().charAt(0) + channel.name().substring(1).toLowerCase(Locale.ROOT);
        return verb + name + "MessageSpendLimitOverride";
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void isSetForOneChannelAndTakenBack(Channel channel) {
        assertThat(account.call(operation("Set", channel), "{'MonthlyLimit':50}", "MonthlyLimit"))
                .isEqualTo("50");
        assertThat(account.resources().all(ResourceKind.SPEND_LIMIT_OVERRIDE))
                .containsExactly(new SpendLimitOverride(channel, 50));

        assertThat(account.call(operation("Delete", channel), "{}", "MonthlyLimit"))
                .isEqualTo("100");
        assertThat(account.resources().all(ResourceKind.SPEND_LIMIT_OVERRIDE)).isEmpty();
    }

    @ParameterizedTest(name = "{0} where 100.50 are allowed: {1}")
    @CsvSource({
        "0, Validation INVALID_PARAMETER",
        "1, ",
        "100, ",
        "101, Validation REQUESTED_SPEND_LIMIT_HIGHER_THAN_SERVICE_LIMIT",
        "1000000001, Validation FIELD_VALIDATION_FAILED"
    })
    void isBetweenOneDollarAndWhatTheOperatorAllows(long limit, String refusal) {
        var input = "{'MonthlyLimit':" + limit + "}";
        if (refusal == null) {
            account.call("SetTextMessageSpendLimitOverride", input);
        } else {
            assertThat(account.refusalReason("SetTextMessageSpendLimitOverride", input))
                    .isEqualTo(refusal);
        }
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void isTakenBackWhereItWasNotSet(Channel channel) {
        assertThat(account.call(operation("Delete", channel), "{}", "MonthlyLimit"))
                .isEqualTo("100");
    }
}
