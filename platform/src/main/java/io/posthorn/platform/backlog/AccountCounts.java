package io.posthorn.platform.backlog;

import io.posthorn.platform.stage.Table;
import io.posthorn.schemas.WaitingCount;

/**
 * How many messages of each account one partition of a stage keeps back. It changes in the transaction in which the
 * messages do, so that it is exact; whoever follows the table's topic knows it.
 */
public final class AccountCounts {
    private final Table<WaitingCount> table;
    private final int partition;

    public AccountCounts(Table<WaitingCount> table, int partition) {
        this.table = table;
        this.partition = partition;
    }

    /** One more message of this account is kept back. */
    public void more(String account) {
        add(account, 1);
    }

    /** One fewer is. */
    public void fewer(String account) {
        add(account, -1);
    }

    private void add(String account, int difference) {
        // Each partition has its own part of an account's messages.
        var key = account + "/" + partition;
        var messages = table.get(key).map(WaitingCount::getMessages).orElse(0L) + difference;
        if (messages > 0) {
            table.put(key, new WaitingCount(account, messages));
        } else {
            // Messages of a version that did not count leave without having come.
            table.delete(key);
        }
    }
}
