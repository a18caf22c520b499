package io.posthorn.dispatcher.history;

import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Table;
import io.posthorn.schemas.DeliveryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of the last days. An entry's key is the day, the message's id and the place of the event in its topic: one
 * write for each event, a look into each day for a question, and what is too old stands together at the beginning. The
 * topic behind drops its old records by itself, so old entries are forgotten locally, a bounded number at a time.
 */
final class MessageEvents {
    /** No message has as many events; a flood of them must not become one answer. */
    private static final int MOST_TOLD = 100;

    private static final int SWEEP_LIMIT = 1_000;
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

    private final Table<DeliveryEvent> table;
    private final Duration retention;
    private @Nullable Instant nextSweep;

    /**
     * Looks after a table.
     *
     * @param now the first sweep comes at once: nobody knows what was remembered before a restart
     */
    MessageEvents(Table<DeliveryEvent> table, Duration retention, Instant now) {
        this.table = table;
        this.retention = retention;
        nextSweep = now;
    }

    /** Remembers an event, unless it is too old already. */
    void add(Inbound<DeliveryEvent> event, Instant now) {
        var day = day(event.timestamp());
        if (day < oldestDay(now)) {
            return;
        }
        table.put(prefix(day, event.value().getMessageId()) + "%019d".formatted(event.offset()), event.value());
        if (nextSweep == null) {
            nextSweep = endOf(day);
        }
    }

    /** The events of a message, in their order, each once; none where nothing is known. */
    List<DeliveryEvent> of(String messageId, Instant now) {
        var found = new ArrayList<DeliveryEvent>();
        var told = new HashSet<String>();
        // The clock of whoever wrote the event may be ahead.
        for (long day = oldestDay(now); day <= day(now) + 1; day++) {
            for (var entry : table.page(prefix(day, messageId), "", MOST_TOLD)) {
                if (told.add(entry.value().getEventId())) {
                    found.add(entry.value());
                }
            }
        }
        return found;
    }

    @Nullable
    Instant nextSweep() {
        return nextSweep;
    }

    /** Forgets the oldest days, no more than can be done without holding up events. */
    void sweep(Instant now) {
        var oldest = table.page("", "", SWEEP_LIMIT);
        for (var entry : oldest) {
            var day = Long.parseLong(entry.key().substring(0, entry.key().indexOf('/')));
            if (day >= oldestDay(now)) {
                var end = endOf(day);
                var pause = now.plus(SWEEP_INTERVAL);
                nextSweep = end.isAfter(pause) ? end : pause;
                return;
            }
            table.forget(entry.key());
        }
        nextSweep = oldest.size() < SWEEP_LIMIT ? null : now;
    }

    /** When the last event of a day has reached its age. */
    private Instant endOf(long day) {
        return Instant.EPOCH.plus(Duration.ofDays(day + 1)).plus(retention);
    }

    private long oldestDay(Instant now) {
        return day(now.minus(retention));
    }

    private static long day(Instant time) {
        return Duration.between(Instant.EPOCH, time).toDays();
    }

    /** Days have five digits until the year 2243; with a fixed width, the order of text is that of time. */
    private static String prefix(long day, String messageId) {
        return "%05d".formatted(day) + "/" + messageId + "/";
    }
}
