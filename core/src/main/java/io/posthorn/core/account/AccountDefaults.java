package io.posthorn.core.account;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;
import java.util.EnumMap;

/**
 * What holds for accounts the operator has not created.
 *
 * @param quotas hold for all accounts, as far as the operator has settled nothing else
 * @param maxMonthlySpend US dollars, for each channel
 */
public record AccountDefaults(AccountTier tier, Quotas quotas, BigDecimal maxMonthlySpend) {
    /** Those of the service's user guide. */
    public static final AccountDefaults GUIDE =
            new AccountDefaults(AccountTier.SANDBOX, Quotas.DEFAULT, AccountProfile.FIRST_MONTHLY_SPEND);

    /** The same with other quotas. */
    public AccountDefaults with(Quotas quotas) {
        return new AccountDefaults(tier, quotas, maxMonthlySpend);
    }

    /** The profile of an account nothing at all was settled about. */
    public AccountProfile profile(AccountId account) {
        var spend = new EnumMap<Channel, BigDecimal>(Channel.class);
        for (var channel : Channel.values()) {
            spend.put(channel, maxMonthlySpend);
        }
        return new AccountProfile(account, tier, quotas, spend);
    }
}
