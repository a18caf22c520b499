package io.posthorn.platform.backlog;

import io.posthorn.core.AccountId;
import io.posthorn.core.send.Backlog;
import io.posthorn.schemas.NumberBacklog;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * What was told of all backlogs, in memory: some 300 bytes for each number that has one. For one writer and many
 * readers.
 */
final class ToldBacklogs implements BacklogView {
    private final NavigableMap<String, Queue> byNumber = new ConcurrentSkipListMap<>();
    private final AccountSums byAccount = new AccountSums();

    void apply(String key, Optional<NumberBacklog> told) {
        var account = new AccountId(key.substring(0, key.indexOf('/')));
        var now = told.map(value -> new Queue(account, key.substring(key.indexOf('/') + 1), BacklogRecords.of(value)));
        var before = Optional.ofNullable(now.isPresent() ? byNumber.put(key, now.get()) : byNumber.remove(key));
        byAccount.add(account, messages(now) - messages(before));
    }

    private static long messages(Optional<Queue> queue) {
        return queue.map(each -> each.backlog().messages()).orElse(0L);
    }

    @Override
    public Optional<Backlog> of(AccountId account, String originationIdentity) {
        return Optional.ofNullable(byNumber.get(BacklogRecords.key(account.value(), originationIdentity)))
                .map(Queue::backlog);
    }

    @Override
    public Stream<Queue> after(String key) {
        return byNumber.tailMap(key, false).values().stream();
    }

    @Override
    public long waitingMessages(AccountId account) {
        return byAccount.of(account);
    }
}
