package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SheddingPaceTest {
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(10);

    private final SheddingPace pace = new SheddingPace(100, 0);

    @Test
    void letsEachMessageLeaveThatIsNotLate() {
        assertThat(pace.take(0)).isZero();
        assertThat(pace.take(0)).isEqualTo(Pace.NOT_NOW);
        assertThat(pace.untilNext(0)).isEqualTo(PERIOD);
        assertThat(pace.take(PERIOD + SheddingPace.LATEST)).isEqualTo(PERIOD);
        assertThat(pace.shed()).isZero();
    }

    @Test
    void leavesOutWhatCouldNotLeaveInTime() {
        var now = 5 * PERIOD + SheddingPace.LATEST;

        assertThat(pace.take(now)).isEqualTo(5 * PERIOD);
        assertThat(pace.shed()).isEqualTo(5);
        assertThat(pace.take(now)).isEqualTo(6 * PERIOD);
        assertThat(pace.shed()).isEqualTo(5);
    }
}
