package io.posthorn.dispatcher.delivery;

import io.posthorn.platform.stage.Table;
import io.posthorn.schemas.EventDestinationKind;
import io.posthorn.schemas.PlaceBacklog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells how deliveries to each place fare: about once a second, of places where something has happened, and only what
 * has changed enough to be worth telling. A place that takes what it gets is told of once.
 */
final class PlaceReports {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** What waits for less than this is on its way. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

    private static final int A_TENTH = 10;

    /** What is told of a place where nothing happens any more is forgotten after this. */
    private static final Duration MEMORY = Duration.ofDays(7);

    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private final Table<PlaceBacklog> table;
    private final Set<Lane> noted = new HashSet<>();
    private @Nullable Instant next;

    PlaceReports(Table<PlaceBacklog> table, Instant now) {
        this.table = table;
        for (var each : table.page("", "", FORGOTTEN_AT_ONCE)) {
            if (each.value().getWaiting() == 0
                    && each.value().getMeasuredAt().plus(MEMORY).isBefore(now)) {
                table.delete(each.key());
            }
        }
    }

    /** Something has happened there. */
    void note(Lane lane) {
        noted.add(lane);
    }

    Optional<Instant> nextWake() {
        return noted.isEmpty() ? Optional.empty() : Optional.of(next == null ? Instant.EPOCH : next);
    }

    void tell(Instant now) {
        if (next != null && next.isAfter(now)) {
            return;
        }
        next = now.plus(INTERVAL);
        for (var lane : noted) {
            var told = table.get(lane.key());
            var fresh = report(lane, told, now);
            if (told.isEmpty() || isNews(told.get(), fresh)) {
                table.put(lane.key(), fresh);
            }
        }
        // What waits may become old without anything happening.
        noted.removeIf(lane -> lane.waiting() == 0);
    }

    private static PlaceBacklog report(Lane lane, Optional<PlaceBacklog> told, Instant now) {
        var waits = lane.late(now).compareTo(ON_ITS_WAY) > 0;
        var place = lane.place();
        var trouble = lane.trouble();
        return new PlaceBacklog(
                place.account().value(),
                EventDestinationKind.valueOf(place.target().kind().name()),
                place.target().arn(),
                place.branch(),
                waits ? lane.waiting() : 0,
                waits ? lane.oldest().orElse(null) : null,
                lane.breaker().getState().name(),
                trouble.map(Lane.Trouble::detail)
                        .or(() -> told.map(PlaceBacklog::getLastError))
                        .orElse(null),
                trouble.map(Lane.Trouble::at)
                        .or(() -> told.map(PlaceBacklog::getLastErrorAt))
                        .orElse(null),
                now);
    }

    private static boolean isNews(PlaceBacklog told, PlaceBacklog fresh) {
        var change = Math.abs(told.getWaiting() - fresh.getWaiting());
        return change * A_TENTH > told.getWaiting()
                || !told.getBreaker().equals(fresh.getBreaker())
                || !Objects.equals(told.getLastError(), fresh.getLastError())
                || (fresh.getWaiting() > 0 && !Objects.equals(told.getOldestAcceptedAt(), fresh.getOldestAcceptedAt()));
    }
}
