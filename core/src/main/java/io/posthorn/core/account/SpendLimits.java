package io.posthorn.core.account;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SpendLimitOverride;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The limits of what a channel may cost an account in one calendar month, UTC, and region. US dollars.
 *
 * @param max what the operator allows
 * @param override what the account has set itself, if anything
 */
public record SpendLimits(BigDecimal max, @Nullable BigDecimal override) {

    /** The limits that hold for an account now. */
    public static SpendLimits of(AccountProfile profile, AccountResources account, Channel channel) {
        return new SpendLimits(
                profile.maxMonthlySpend().getOrDefault(channel, AccountProfile.FIRST_MONTHLY_SPEND),
                account.find(ResourceKind.SPEND_LIMIT_OVERRIDE, SpendLimitOverride.id(channel))
                        .map(override -> BigDecimal.valueOf(override.monthlyLimit()))
                        .orElse(null));
    }

    /** The limit at which sending stops: the account's own, unless the operator's is lower. */
    public BigDecimal enforced() {
        return override == null ? max : max.min(override);
    }

    /** Whether nothing more may be sent. A message that begins below the limit may end above it. */
    public boolean isReached(BigDecimal spent) {
        return spent.compareTo(enforced()) >= 0;
    }
}
