package io.posthorn.core.operator.output;

import io.posthorn.core.account.AccountStatus;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.operator.Account;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** An account with every member that some answer shows. */
public record AccountOutput(
        String accountId,
        String name,
        AccountTier tier,
        AccountStatus status,
        Map<String, Integer> quotas,
        Map<String, String> maxMonthlySpend,
        Instant createdTimestamp) {

    public static AccountOutput of(Account account) {
        var spend = new TreeMap<String, String>();
        account.maxMonthlySpend().forEach((channel, amount) -> spend.put(channel.name(), amount.toPlainString()));
        return new AccountOutput(
                account.id(),
                account.name(),
                account.tier(),
                account.status(),
                new TreeMap<>(account.quotas()),
                spend,
                account.createdAt());
    }
}
