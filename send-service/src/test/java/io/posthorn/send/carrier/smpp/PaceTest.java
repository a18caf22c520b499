package io.posthorn.send.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.send.carrier.Room;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private long now = 5 * SECOND;

    @Test
    void neverLetsMoreGoInASecondThanIsAgreed() {
        var times = goes(new Pace(50, now), 10);

        for (int i = 50; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 50)).isGreaterThanOrEqualTo(SECOND);
        }
        assertThat(times).hasSizeBetween(470, 500);
    }

    @Test
    void setsNoBoundWhereNoneIsAgreed() {
        var pace = new Pace(0, now);

        for (int i = 0; i < 10_000; i++) {
            assertThat(pace.take(1, now)).isEmpty();
        }
    }

    @Test
    void slowsDownAndRecovers() {
        var pace = new Pace(100, now);
        goes(pace, 3);

        pace.slowDown(now);
        assertThat(pace.take(1, now))
                .hasValueSatisfying(room -> assertThat(room)
                        .isInstanceOfSatisfying(
                                Room.Busy.class,
                                busy -> assertThat(busy.limit()).isEqualTo(Room.Limit.THROTTLED)));
        assertThat(pace.bound(now)).isBetween(50.0, 71.0);
        now += SECOND;
        assertThat(goes(pace, 1)).hasSizeLessThan(75);

        now += 20 * SECOND;
        assertThat(pace.bound(now)).isEqualTo(100);
    }

    @Test
    void forgetsABoundThatWasNeverAgreed() {
        var pace = new Pace(0, now);
        for (int i = 0; i < 100; i++) {
            pace.take(1, now);
        }

        pace.slowDown(now);
        assertThat(pace.bound(now)).isEqualTo(70);

        now += 60 * SECOND;
        assertThat(pace.bound(now)).isZero();
    }

    private List<Long> goes(Pace pace, int seconds) {
        var times = new ArrayList<Long>();
        for (var end = now + seconds * SECOND; now < end; now += MILLI) {
            if (pace.take(1, now).isEmpty()) {
                times.add(now);
            }
        }
        return times;
    }
}
