package io.posthorn.core.account;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the operator has settled about an account. Holds in every region.
 *
 * @param maxMonthlySpend US dollars a channel may cost in one calendar month, UTC, and region; the account itself can
 *     only lower it. Holds every channel
 */
public record AccountProfile(
        AccountId account,
        AccountTier tier,
        Quotas quotas,
        Map<Channel, BigDecimal> maxMonthlySpend,
        AccountStatus status) {
    /** The spend threshold of a new account in the service's user guide, for each channel. */
    public static final BigDecimal FIRST_MONTHLY_SPEND = BigDecimal.ONE;

    public AccountProfile {
        var all = new EnumMap<Channel, BigDecimal>(Channel.class);
        for (var channel : Channel.values()) {
            all.put(channel, maxMonthlySpend.getOrDefault(channel, FIRST_MONTHLY_SPEND));
        }
        maxMonthlySpend = Map.copyOf(all);
    }

    /** The profile of an account that may work. */
    public AccountProfile(
            AccountId account, AccountTier tier, Quotas quotas, Map<Channel, BigDecimal> maxMonthlySpend) {
        this(account, tier, quotas, maxMonthlySpend, AccountStatus.ACTIVE);
    }

    /** An account the operator has said nothing about. */
    public static AccountProfile first(AccountId account) {
        return new AccountProfile(account, AccountTier.SANDBOX, Quotas.DEFAULT, Map.of());
    }

    public boolean isSuspended() {
        return status == AccountStatus.SUSPENDED;
    }
}
