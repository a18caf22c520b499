package io.posthorn.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.SpendLimitOverride;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendLimitsTest {
    private static final Scope SCOPE = new Scope(new AccountId("111122223333"), "us-east-1");
    private static final AccountProfile HUNDRED = new AccountProfile(
            SCOPE.account(),
            AccountTier.PRODUCTION,
            AccountProfile.first(SCOPE.account()).quotas(),
            Map.of(Channel.TEXT, new BigDecimal("100")));

    private final ResourceMap resources = new ResourceMap();

    @Test
    void isTheOperatorsWhereTheAccountHasSetNone() {
        var limits = SpendLimits.of(HUNDRED, resources.of(SCOPE), Channel.TEXT);

        assertThat(limits.enforced()).isEqualByComparingTo("100");
        assertThat(limits.override()).isNull();
    }

    @Test
    void isOneDollarForANewAccount() {
        var first = AccountProfile.first(SCOPE.account());

        for (var channel : Channel.values()) {
            assertThat(SpendLimits.of(first, resources.of(SCOPE), channel).enforced())
                    .isEqualByComparingTo("1");
        }
    }

    @ParameterizedTest(name = "the operator allows 100, the account set {0}: {1} hold")
    @CsvSource({"1, 1", "50, 50", "100, 100", "101, 100"})
    void isTheAccountsUnlessTheOperatorsIsLower(long set, String enforced) {
        resources.put(SCOPE, new SpendLimitOverride(Channel.TEXT, set));

        assertThat(SpendLimits.of(HUNDRED, resources.of(SCOPE), Channel.TEXT).enforced())
                .isEqualByComparingTo(enforced);
    }

    @Test
    void isSetForOneChannelOnly() {
        resources.put(SCOPE, new SpendLimitOverride(Channel.MEDIA, 50));

        assertThat(SpendLimits.of(HUNDRED, resources.of(SCOPE), Channel.TEXT).enforced())
                .isEqualByComparingTo("100");
    }

    @ParameterizedTest(name = "spent {0} of 50: reached = {1}")
    @CsvSource({"0, false", "49.99999, false", "50, true", "50.00, true", "50.00001, true"})
    void isReachedWhenSpent(BigDecimal spent, boolean reached) {
        resources.put(SCOPE, new SpendLimitOverride(Channel.TEXT, 50));

        assertThat(SpendLimits.of(HUNDRED, resources.of(SCOPE), Channel.TEXT).isReached(spent))
                .isEqualTo(reached);
    }
}
