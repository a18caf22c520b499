package io.posthorn.platform.backlog;

import io.posthorn.core.AccountId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Messages of each account that has any. For one writer and many readers. */
final class AccountSums {
    private final Map<AccountId, Long> messages = new ConcurrentHashMap<>();

    long of(AccountId account) {
        return messages.getOrDefault(account, 0L);
    }

    void add(AccountId account, long more) {
        messages.compute(account, (any, known) -> {
            var sum = (known == null ? 0 : known) + more;
            return sum == 0 ? null : sum;
        });
    }
}
