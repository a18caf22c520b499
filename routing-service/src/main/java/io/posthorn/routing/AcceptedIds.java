package io.posthorn.routing;

import io.posthorn.core.AccountId;
import io.posthorn.platform.stage.Table;
import io.posthorn.schemas.AcceptedMessageId;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the ids of messages that came without a gateway, so that a record produced again is not a second message.
 *
 * <p>Each id has two entries: {@code <account>/<message id>} answers whether it is known, and
 * {@code @<time>/<account>/<message id>} tells in the order of time what has become too old. The topic drops its old
 * records by itself, so old entries are forgotten locally, a bounded number at a time.
 */
final class AcceptedIds {
    /** Sorts behind every account. */
    private static final String BY_TIME = "@";

    private static final int SWEEP_LIMIT = 1_000;
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

    private final Table<AcceptedMessageId> table;
    private @Nullable Instant nextSweep;

    /**
     * @param now the first sweep comes at once: nobody knows what was remembered before a restart
     */
    AcceptedIds(Table<AcceptedMessageId> table, Instant now) {
        this.table = table;
        nextSweep = now;
    }

    /** Remembers the id; false where it is remembered already. */
    boolean accept(AccountId account, UUID messageId, Instant now) {
        var key = account.value() + "/" + messageId;
        var known = table.get(key);
        if (known.isPresent()) {
            if (now.isBefore(known.get().getAcceptedAt().plus(Topics.MESSAGE_ID_MEMORY))) {
                return false;
            }
            table.forget(timeKey(known.get().getAcceptedAt(), key));
        }
        var entry = new AcceptedMessageId(now);
        table.put(key, entry);
        table.put(timeKey(now, key), entry);
        if (nextSweep == null) {
            nextSweep = now.plus(Topics.MESSAGE_ID_MEMORY);
        }
        return true;
    }

    /** When there may be something to forget. */
    Optional<Instant> nextSweep() {
        return Optional.ofNullable(nextSweep);
    }

    /** Forgets what is too old: the oldest first, and no more than can be done without holding up messages. */
    void sweep(Instant now) {
        var oldest = table.page(BY_TIME, "", SWEEP_LIMIT);
        for (var entry : oldest) {
            var end = entry.value().getAcceptedAt().plus(Topics.MESSAGE_ID_MEMORY);
            if (now.isBefore(end)) {
                nextSweep = latest(end, now.plus(SWEEP_INTERVAL));
                return;
            }
            table.forget(entry.key());
            table.forget(entry.key().substring(entry.key().indexOf('/') + 1));
        }
        nextSweep = oldest.size() < SWEEP_LIMIT ? null : now;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Milliseconds have thirteen digits until the year 2286; with a fixed width, the order of text is that of time. */
    private static String timeKey(Instant at, String key) {
        return BY_TIME + "%013d".formatted(at.toEpochMilli()) + "/" + key;
    }
}
