package io.posthorn.platform.backlog;

import io.posthorn.core.AccountId;
import io.posthorn.schemas.WaitingCount;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the {@link AccountCounts} of one stage told, in memory: some 200 bytes for each account and partition in which
 * messages are kept back. For one writer and many readers.
 */
public final class CountedMessages {
    private final Map<String, WaitingCount> known = new HashMap<>();
    private final AccountSums sums = new AccountSums();

    /** Takes an entry of the table, or that it is gone. */
    public void apply(String key, Optional<WaitingCount> told) {
        var before = Optional.ofNullable(told.isPresent() ? known.put(key, told.get()) : known.remove(key));
        told.ifPresent(count -> change(count, +1));
        before.ifPresent(count -> change(count, -1));
    }

    private void change(WaitingCount count, int sign) {
        sums.add(new AccountId(count.getAccountId()), sign * count.getMessages());
    }

    /** Messages of an account that the stage keeps back. */
    public long of(AccountId account) {
        return sums.of(account);
    }
}
