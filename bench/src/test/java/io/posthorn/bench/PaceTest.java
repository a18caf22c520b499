package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long BEGIN = 5_000;
    private static final long MILLI = 1_000_000;

    @Test
    void openLoopKeepsTheTimeAMessageWasMeantFor() {
        var pace = new OpenPace(1_000, BEGIN);

        assertThat(pace.take(BEGIN - 1)).isEqualTo(Pace.NOT_NOW);
        assertThat(pace.untilNext(BEGIN - 1)).isEqualTo(1);
        assertThat(pace.take(BEGIN)).isEqualTo(BEGIN);
        assertThat(pace.untilNext(BEGIN)).isEqualTo(MILLI);

        var afterAStall = BEGIN + 10 * MILLI;
        assertThat(pace.take(afterAStall)).isEqualTo(BEGIN + MILLI);
        assertThat(pace.take(afterAStall)).isEqualTo(BEGIN + 2 * MILLI);
        assertThat(pace.untilNext(afterAStall)).isZero();
    }

    @Test
    void openLoopDoesNotDrift() {
        var pace = new OpenPace(3_000, BEGIN);
        var later = BEGIN + 1_000 * MILLI;

        for (var i = 0; i < 3_000; i++) {
            assertThat(pace.take(later)).isLessThan(later);
        }

        assertThat(pace.take(later)).isEqualTo(later);
    }

    @Test
    void closedLoopWaitsForAnEnding() {
        var woken = new AtomicInteger();
        var pace = new ClosedPace(2, woken::incrementAndGet);

        assertThat(pace.take(1)).isEqualTo(1);
        assertThat(pace.take(2)).isEqualTo(2);
        assertThat(pace.take(3)).isEqualTo(Pace.NOT_NOW);
        assertThat(pace.untilNext(3)).isEqualTo(Pace.UNTIL_WOKEN);

        pace.ended();

        assertThat(woken).hasValue(1);
        assertThat(pace.untilNext(4)).isZero();
        assertThat(pace.take(4)).isEqualTo(4);
    }
}
