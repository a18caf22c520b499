package io.posthorn.send.throttle;

import io.posthorn.core.send.Backlog;
import io.posthorn.platform.backlog.BacklogRecords;
import io.posthorn.platform.line.Lines;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.Table;
import io.posthorn.platform.stage.Timed;
import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.NumberBacklog;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells now and then what waits for the rates of the numbers of one partition: of those whose backlog has changed by a
 * tenth since it was told, and of a bounded number of them at a time. A queue that is gone before it is its turn is
 * never told of.
 */
final class BacklogReports implements Timed {
    private static final int LINES_PER_REPORT = 500;

    private final Table<NumberBacklog> told;
    private final Lines<ClearedSend> lines;
    private final Duration interval;

    /** In the order in which they are looked at. */
    private final Set<String> moved = new LinkedHashSet<>();

    private @Nullable Instant next;

    /** @param now when the partition arrived; what the former owner did not tell any more is found out now */
    BacklogReports(Table<NumberBacklog> told, Lines<ClearedSend> lines, Duration interval, Instant now) {
        this.told = told;
        this.lines = lines;
        this.interval = interval;
        lines.waitingLines().forEach(line -> moved(line, now));
        var page = told.page("", "", LINES_PER_REPORT);
        while (!page.isEmpty()) {
            page.forEach(entry -> moved(entry.key(), now));
            page = told.page("", page.getLast().key(), LINES_PER_REPORT);
        }
    }

    /** Notes that more or fewer messages wait in a line. */
    void moved(String line, Instant now) {
        moved.add(line);
        if (next == null) {
            next = now.plus(interval);
        }
    }

    @Override
    public Optional<Instant> nextWake() {
        return Optional.ofNullable(next);
    }

    @Override
    public void wake(Instant now, Outputs out) {
        var turn = moved.iterator();
        for (int i = 0; i < LINES_PER_REPORT && turn.hasNext(); i++) {
            report(turn.next(), now);
            turn.remove();
        }
        next = moved.isEmpty() ? null : now.plus(interval);
    }

    private void report(String line, Instant now) {
        var known = told.get(line);
        var backlog = lines.backlog(line, now);
        if (backlog.isEmpty()) {
            known.ifPresent(gone -> told.delete(line));
            return;
        }
        var first = backlog.get().first();
        var present = new Backlog(
                backlog.get().messages(),
                backlog.get().units(),
                first.getRequestedAt(),
                backlog.get().estimatedWait(),
                now);
        if (known.map(BacklogRecords::of)
                .filter(last -> !present.isNewsAfter(last))
                .isEmpty()) {
            told.put(line, BacklogRecords.toRecord(first.getAccountId(), first.getOriginationIdentity(), present));
        }
    }
}
