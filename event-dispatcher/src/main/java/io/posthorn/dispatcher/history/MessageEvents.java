package io.posthorn.dispatcher.history;

import io.posthorn.platform.stage.Archive;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.platform.stage.TableKeys;
import io.posthorn.schemas.DeliveryEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The events of the last days. An event is kept under the day, the message's id and its place in its topic: one write
 * for each event, a look into each day for a question, and what is too old stands together at the beginning. The topic
 * drops its old records by itself, so old ones are forgotten here, a bounded number at a time.
 */
final class MessageEvents {
    /** No message has as many events; a flood of them must not become one answer. */
    private static final int MOST_TOLD = 100;

    private static final int SWEEP_LIMIT = 1_000;
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

    private static final int DAY_DIGITS = 5;
    private static final int OFFSET_DIGITS = 19;

    private final Archive<DeliveryEvent> archive;
    private final Duration retention;
    private Instant nextSweep;

    /**
     * Looks after an archive.
     *
     * @param now the first sweep comes at once: nobody knows what was remembered before a restart
     */
    MessageEvents(Archive<DeliveryEvent> archive, Duration retention, Instant now) {
        this.archive = archive;
        this.retention = retention;
        nextSweep = now;
    }

    /** Where an event is kept, whose record has its message's id as key; nowhere if it is too old already. */
    static StageSpec.Placement placement(Duration retention, Clock clock) {
        return (messageId, offset, timestamp) -> {
            var day = day(timestamp);
            return day < day(clock.instant().minus(retention))
                    ? Optional.empty()
                    : Optional.of(prefix(day, messageId) + TableKeys.number(offset, OFFSET_DIGITS));
        };
    }

    /** The events of a message, in their order, each once; none where nothing is known. */
    List<DeliveryEvent> of(String messageId, Instant now) {
        var found = new ArrayList<DeliveryEvent>();
        var told = new HashSet<String>();
        // The clock of whoever wrote the event may be ahead.
        for (long day = oldestDay(now); day <= day(now) + 1; day++) {
            for (var event : archive.find(prefix(day, messageId), MOST_TOLD)) {
                if (event.getMessageId().equals(messageId) && told.add(event.getEventId())) {
                    found.add(event);
                }
            }
        }
        return found;
    }

    Instant nextSweep() {
        return nextSweep;
    }

    /** Forgets the oldest days, no more than can be done without holding up events. */
    void sweep(Instant now) {
        var oldest = archive.keys(SWEEP_LIMIT);
        for (var key : oldest) {
            var day = Long.parseLong(key.substring(0, key.indexOf('/')));
            if (day >= oldestDay(now)) {
                var end = endOf(day);
                var pause = now.plus(SWEEP_INTERVAL);
                nextSweep = end.isAfter(pause) ? end : pause;
                return;
            }
            archive.forget(key);
        }
        nextSweep = oldest.size() < SWEEP_LIMIT ? endOf(day(now)) : now;
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
        return TableKeys.number(day, DAY_DIGITS) + "/" + messageId + "/";
    }
}
