package io.posthorn.core.operator;

import io.posthorn.core.AccountId;
import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.account.AccountStatus;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * An account.
 *
 * @param name for people; may be empty
 * @param quotas those that are other than the defaults, by name as {@link QuotaNames} writes them
 * @param maxMonthlySpend US dollars by channel; a channel left out has the amount of a new account
 */
public record Account(
        AccountId account,
        String name,
        AccountTier tier,
        AccountStatus status,
        Map<String, Integer> quotas,
        Map<Channel, BigDecimal> maxMonthlySpend,
        Instant createdAt)
        implements OperatorResource {

    public Account {
        quotas = Map.copyOf(quotas);
        maxMonthlySpend = Map.copyOf(maxMonthlySpend);
    }

    /** An account nothing was settled about. */
    public static Account first(AccountId account, Instant now) {
        return new Account(account, "", AccountTier.SANDBOX, AccountStatus.ACTIVE, Map.of(), Map.of(), now);
    }

    /** An account for which the same holds, in words of its own, as has held by default; quotas stay those of all. */
    public static Account of(AccountProfile profile, Instant now) {
        return new Account(
                profile.account(), "", profile.tier(), AccountStatus.ACTIVE, Map.of(), profile.maxMonthlySpend(), now);
    }

    @Override
    public OperatorKind<Account> kind() {
        return OperatorKind.ACCOUNT;
    }

    @Override
    public String id() {
        return account.value();
    }

    /** What services work with. Of what holds for accounts the operator does not know, only the quotas hold here. */
    public AccountProfile profile(AccountDefaults defaults) {
        return new AccountProfile(account, tier, QuotaNames.apply(defaults.quotas(), quotas), maxMonthlySpend, status);
    }

    public Account inTier(AccountTier tier) {
        return new Account(account, name, tier, status, quotas, maxMonthlySpend, createdAt);
    }

    public Account withQuota(String quota, int value) {
        var changed = new HashMap<>(quotas);
        changed.put(quota, value);
        return new Account(account, name, tier, status, changed, maxMonthlySpend, createdAt);
    }

    public Account withMaxMonthlySpend(Channel channel, BigDecimal amount) {
        var changed = new HashMap<>(maxMonthlySpend);
        changed.put(channel, amount);
        return new Account(account, name, tier, status, quotas, changed, createdAt);
    }
}
