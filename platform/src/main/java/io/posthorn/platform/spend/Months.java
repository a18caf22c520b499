package io.posthorn.platform.spend;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Tells the calendar month, UTC. It is asked for every message, so it works a month out once. Safe for many threads.
 */
final class Months {
    private final Clock clock;
    private volatile Month present;

    /** @param text such as {@code 2026-11}: the order of text is that of time */
    private record Month(String text, Instant first, Instant end) {
        static Month of(Instant instant) {
            var month = YearMonth.from(instant.atOffset(ZoneOffset.UTC));
            return new Month(
                    month.toString(),
                    month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                    month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        }

        boolean contains(Instant instant) {
            return !instant.isBefore(first) && instant.isBefore(end);
        }
    }

    Months(Clock clock) {
        this.clock = clock;
        present = Month.of(clock.instant());
    }

    String present() {
        var now = clock.instant();
        var month = present;
        if (!month.contains(now)) {
            month = Month.of(now);
            present = month;
        }
        return month.text();
    }
}
