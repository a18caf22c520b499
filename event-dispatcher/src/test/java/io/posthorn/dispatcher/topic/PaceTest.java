package io.posthorn.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000;

    private final Pace pace = new Pace();

    @Test
    void keepsTurnsApart() {
        assertThat(pace.turn("a", 4, 100)).isZero();
        assertThat(pace.turn("a", 4, 100)).isEqualTo(SECOND / 4);
        assertThat(pace.turn("a", 4, 100)).isEqualTo(SECOND / 2);
    }

    @Test
    void letsOthersAlone() {
        pace.turn("a", 1, 100);

        assertThat(pace.turn("b", 1, 100)).isZero();
    }

    @Test
    void countsTheTimeThatHasPassed() {
        pace.turn("a", 1, 0);

        assertThat(pace.turn("a", 1, SECOND / 4)).isEqualTo(SECOND - SECOND / 4);
        assertThat(pace.turn("a", 1, 5 * SECOND)).isZero();
    }
}
