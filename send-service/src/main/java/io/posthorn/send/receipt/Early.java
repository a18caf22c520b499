package io.posthorn.send.receipt;

import io.posthorn.platform.stage.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Receipts of messages nothing is known of. A carrier can tell what became of a message before its answer to the
 * submission has been committed; such receipts are kept for a moment. Of most that come here nothing is ever heard
 * again: they are late, repeated, or somebody else's.
 *
 * <p>The receipts are in a table, under the id of their message or the carrier's; in memory are those ids, some 150
 * bytes each, and not many.
 */
final class Early<V extends SpecificRecord> {
    /** Longer than a carrier may take to answer, and a batch to commit. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int MOST = 50_000;
    private static final int PER_MESSAGE = 10;
    private static final int PAGE = 500;

    private final Table<V> table;
    private final Function<V, String> idOf;
    private final Function<V, Instant> reportedAt;

    /** Until when the receipts of each message are kept, the earliest first. */
    private final Map<String, Instant> ends = new LinkedHashMap<>();

    /**
     * @param id what the receipts of one message have in common
     * @param reportedAt when a receipt came
     */
    Early(Table<V> table, Function<V, String> id, Function<V, Instant> reportedAt) {
        this.table = table;
        this.idOf = id;
        this.reportedAt = reportedAt;
        var page = table.page("", "", PAGE);
        while (!page.isEmpty()) {
            page.forEach(entry -> noteEnd(entry.value()));
            page = table.page("", page.getLast().key(), PAGE);
        }
    }

    /** Keeps a receipt; false where there are too many already. */
    boolean keep(V report) {
        var id = idOf.apply(report);
        if (ends.size() >= MOST) {
            return false;
        }
        var place = ends.containsKey(id) ? table.page(id + "/", "", PER_MESSAGE).size() : 0;
        if (place == PER_MESSAGE) {
            return false;
        }
        table.put(id + "/" + place, report);
        noteEnd(report);
        return true;
    }

    private void noteEnd(V report) {
        ends.putIfAbsent(idOf.apply(report), reportedAt.apply(report).plus(PATIENCE));
    }

    /** Hands out the receipts of a message, in the order in which they came. */
    List<V> take(String id) {
        if (ends.remove(id) == null) {
            return List.of();
        }
        var entries = table.page(id + "/", "", PER_MESSAGE);
        entries.forEach(entry -> table.delete(entry.key()));
        return entries.stream().map(Table.Entry::value).toList();
    }

    /** When there is something to forget. */
    Optional<Instant> nextEnd() {
        return ends.values().stream().findFirst();
    }

    /** Forgets receipts that were kept long enough; how many. */
    int forget(Instant now) {
        var forgotten = 0;
        for (var first = ends.entrySet().iterator(); first.hasNext() && forgotten < PAGE; ) {
            var next = first.next();
            if (next.getValue().isAfter(now)) {
                break;
            }
            var entries = table.page(next.getKey() + "/", "", PER_MESSAGE);
            entries.forEach(entry -> table.delete(entry.key()));
            forgotten += entries.size();
            first.remove();
        }
        return forgotten;
    }
}
