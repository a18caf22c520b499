package io.posthorn.platform.seen;

import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.Table;
import io.posthorn.platform.stage.Timed;
import io.posthorn.schemas.AcceptedMessageId;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers ids that others have made for {@link Topics#MESSAGE_ID_MEMORY}, so that what comes again is not taken
 * twice.
 *
 * <p>Each id has two entries: itself answers whether it is known, and {@code @<time>/<id>} tells in the order of time
 * what has become too old. The topic drops its old records by itself, so old entries are forgotten locally, a bounded
 * number at a time.
 */
public final class SeenIds implements Timed {
    /** No id begins so. */
    private static final String BY_TIME = "@";

    private static final int SWEEP_LIMIT = 1_000;
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

    private final Table<AcceptedMessageId> table;
    private @Nullable Instant nextSweep;

    /** @param now the first sweep comes at once: nobody knows what was remembered before a restart */
    public SeenIds(Table<AcceptedMessageId> table, Instant now) {
        this.table = table;
        nextSweep = now;
    }

    /**
     * Remembers the id; false where it is remembered already.
     *
     * @param key the id, behind the name of whoever made it; does not begin with an at sign
     */
    public boolean accept(String key, Instant now) {
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
    @Override
    public Optional<Instant> nextWake() {
        return Optional.ofNullable(nextSweep);
    }

    /** Forgets what is too old: the oldest first, and no more than can be done without holding up messages. */
    @Override
    public void wake(Instant now, Outputs out) {
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
