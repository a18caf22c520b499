package io.posthorn.platform.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartsWindowTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final PartsWindow window = new PartsWindow(SECOND);

    private record Release(long at, int parts) {}

    @Test
    void letsTheWholeRateGoAtOnceAndThenNothingForASecond() {
        for (int i = 0; i < 3; i++) {
            assertThat(window.earliest(1, 3, 5_000)).isEqualTo(5_000);
            window.take(1, 3, 5_000);
        }

        assertThat(window.earliest(1, 3, 5_000)).isEqualTo(6_000);
        assertThat(window.earliest(1, 3, 5_999)).isEqualTo(6_000);
        assertThat(window.earliest(1, 3, 6_000)).isEqualTo(6_000);
    }

    @Test
    void waitsForAsManyPartsAsItNeeds() {
        window.take(2, 5, 1_000);
        window.take(2, 5, 1_300);

        assertThat(window.earliest(1, 5, 1_300)).isEqualTo(1_300);
        assertThat(window.earliest(3, 5, 1_300)).isEqualTo(2_000);
        assertThat(window.earliest(4, 5, 1_300)).isEqualTo(2_300);
    }

    @Test
    void letsAMessageOfMorePartsThanTheRateGoAloneAndMakesUpForIt() {
        window.take(1, 2, 1_000);

        assertThat(window.earliest(5, 2, 1_000)).isEqualTo(2_000);
        window.take(5, 2, 2_000);
        assertThat(window.earliest(1, 2, 2_000)).isEqualTo(4_500);
    }

    @Test
    void givesEachOfSeveralRatesItsShareOfTheWindow() {
        for (int i = 0; i < 50; i++) {
            window.take(1, 100, 1_000);
        }

        assertThat(window.room(100, 1_000)).isEqualTo(50);
        assertThat(window.room(40, 1_000)).isEqualTo(20);
        assertThat(window.earliest(21, 40, 1_000)).isEqualTo(2_000);
    }

    @Test
    void refusesToTakeWhatHasNoRoom() {
        window.take(1, 1, 1_000);

        assertThatIllegalStateException().isThrownBy(() -> window.take(1, 1, 1_999));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, PartsWindow.HIGHEST_RATE + 1})
    void refusesRatesItCannotKeepExactly(int rate) {
        assertThatIllegalArgumentException().isThrownBy(() -> window.room(rate, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 99, 100, 999, 12_345, PartsWindow.HIGHEST_RATE})
    void keepsAnyRateToThePart(int rate) {
        for (int i = 0; i < rate; i++) {
            window.take(1, rate, 1_000);
        }

        assertThat(window.room(rate, 1_999)).isZero();
        assertThat(window.earliest(1, rate, 1_999)).isEqualTo(2_000);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 1", "10, 1", "10, 4", "40, 6", "100, 1", "100, 9"})
    void neverExceedsTheRateInAnySecondAndWithBacklogReachesIt(int rate, int mostParts) {
        var seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var releases = new ArrayList<Release>();
        var now = 1_000_000L;
        while (now < 1_000_000 + 200_000) {
            var parts = 1 + random.nextInt(mostParts);
            now = window.earliest(parts, rate, now);
            window.take(parts, rate, now);
            releases.add(new Release(now, parts));
        }

        assertWithinRate(releases, rate);
        var total = releases.stream().mapToInt(Release::parts).sum();
        // A message that does not fit any more leaves at most its parts less one of a second unused.
        var reachable = rate - Math.min(mostParts, rate) + 1;
        assertThat(total).isGreaterThanOrEqualTo((int) (0.98 * reachable * 200));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 50})
    void neverExceedsTheRateWhateverTheTraffic(int rate) {
        var seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var releases = new ArrayList<Release>();
        var now = 0L;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(5) == 0 ? random.nextInt(3_000 / rate) : 0;
            var parts = 1 + random.nextInt(Math.max(1, rate / 2));
            if (window.earliest(parts, rate, now) == now) {
                window.take(parts, rate, now);
                releases.add(new Release(now, parts));
            }
        }

        assertWithinRate(releases, rate);
    }

    /** Two pointers over all seconds that begin with a release: no other second can hold more. */
    private static void assertWithinRate(List<Release> releases, int rate) {
        var inWindow = 0;
        var oldest = 0;
        for (var release : releases) {
            inWindow += release.parts();
            while (releases.get(oldest).at() <= release.at() - 1_000) {
                inWindow -= releases.get(oldest).parts();
                oldest++;
            }
            var alone = inWindow == release.parts();
            assertThat(alone || inWindow <= rate)
                    .as("%s parts in the second that ends at %s", inWindow, release.at())
                    .isTrue();
        }
    }
}
