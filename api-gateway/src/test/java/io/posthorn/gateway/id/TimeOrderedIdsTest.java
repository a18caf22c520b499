package io.posthorn.gateway.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void makesUuidsOfVersionSevenWithTheTimeInFront() {
        var id = idsAt(NOW).next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void sortsLaterIdsBehindEarlierOnes() {
        var earlier = idsAt(NOW).next().toString();
        var later = idsAt(NOW.plusMillis(1)).next().toString();

        assertThat(later).isGreaterThan(earlier);
    }

    @Test
    void makesNoIdTwiceInOneMillisecond() {
        var ids = idsAt(NOW);
        var seen = new HashSet<>();

        for (int i = 0; i < 100_000; i++) {
            assertThat(seen.add(ids.next())).isTrue();
        }
    }

    private static TimeOrderedIds idsAt(Instant now) {
        return new TimeOrderedIds(Clock.fixed(now, ZoneOffset.UTC));
    }
}
