package io.posthorn.send.throttle;

import io.posthorn.platform.backlog.AccountCounts;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.Table;
import io.posthorn.platform.stage.Timed;
import io.posthorn.schemas.ClearedSend;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages that may not go before a certain time, in the order of that time and then of their arrival. They are in a
 * table, not in memory.
 */
final class Resting implements Timed {
    private static final int WORK_PER_WAKE = 500;

    private final Table<ClearedSend> table;
    private final AccountCounts counts;
    private final Back back;
    private @Nullable Instant next;
    private long arrivals;

    /** Takes messages whose rest is over. */
    @FunctionalInterface
    interface Back {
        void accept(ClearedSend rested, Instant now, Outputs out);
    }

    Resting(Table<ClearedSend> table, AccountCounts counts, Back back) {
        this.table = table;
        this.counts = counts;
        this.back = back;
        next = first();
    }

    /** Keeps a message until then, or until its time to live ends. */
    void keep(ClearedSend value, Instant until, Instant now) {
        var message = value.getMessage();
        var end = until.isBefore(message.getExpiresAt()) ? until : message.getExpiresAt();
        table.put(
                "%013d/%013d-%09d/%s"
                        .formatted(end.toEpochMilli(), now.toEpochMilli(), arrivals++, message.getMessageId()),
                value);
        counts.more(message.getAccountId());
        if (next == null || end.isBefore(next)) {
            next = end;
        }
    }

    @Override
    public Optional<Instant> nextWake() {
        return Optional.ofNullable(next);
    }

    @Override
    public void wake(Instant now, Outputs out) {
        for (var entry : table.page("", "", WORK_PER_WAKE)) {
            if (endOf(entry).isAfter(now)) {
                break;
            }
            table.delete(entry.key());
            counts.fewer(entry.value().getMessage().getAccountId());
            back.accept(entry.value(), now, out);
        }
        next = first();
    }

    private @Nullable Instant first() {
        var first = table.page("", "", 1);
        return first.isEmpty() ? null : endOf(first.getFirst());
    }

    private static Instant endOf(Table.Entry<ClearedSend> entry) {
        var key = entry.key();
        return Instant.ofEpochMilli(Long.parseLong(key, 0, key.indexOf('/'), 10));
    }
}
