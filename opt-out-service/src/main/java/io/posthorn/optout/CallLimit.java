package io.posthorn.optout;

import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.Table;
import io.posthorn.platform.stage.Timed;
import io.posthorn.schemas.RecentCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many voice messages through to one recipient in any 24 hours, and no more: the quota of the service's user
 * guide, which cannot be raised. What is too old is removed in passes over the table, a page at a time.
 */
final class CallLimit implements Timed {
    static final int CALLS = 5;
    static final Duration PERIOD = Duration.ofHours(24);

    private static final Duration BETWEEN_PASSES = Duration.ofHours(1);
    private static final int PAGE = 500;

    private final Table<RecentCalls> table;
    private @Nullable Instant nextPage;
    private String passed = "";

    /**
     * @param now when the partition arrived: the first pass comes at once, because nobody knows what is in the table
     */
    CallLimit(Table<RecentCalls> table, Instant now) {
        this.table = table;
        nextPage = now;
    }

    /** Counts a call; false where the recipient has had enough. */
    boolean take(String recipient, Instant now) {
        var calls = table.get(recipient).map(known -> recent(known, now)).orElseGet(List::of);
        if (calls.size() >= CALLS) {
            return false;
        }
        var more = new ArrayList<>(calls);
        more.add(now);
        table.put(recipient, new RecentCalls(more));
        if (nextPage == null) {
            nextPage = now.plus(PERIOD);
        }
        return true;
    }

    private static List<Instant> recent(RecentCalls known, Instant now) {
        return known.getCalledAt().stream()
                .filter(at -> at.plus(PERIOD).isAfter(now))
                .toList();
    }

    @Override
    public Optional<Instant> nextWake() {
        return Optional.ofNullable(nextPage);
    }

    @Override
    public void wake(Instant now, Outputs out) {
        var page = table.page("", passed, PAGE);
        for (var entry : page) {
            if (recent(entry.value(), now).isEmpty()) {
                table.delete(entry.key());
            }
        }
        if (page.size() == PAGE) {
            passed = page.getLast().key();
            nextPage = now;
        } else {
            passed = "";
            nextPage = table.page("", "", 1).isEmpty() ? null : now.plus(BETWEEN_PASSES);
        }
    }
}
