package io.posthorn.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.posthorn.core.PhoneNumber;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PreferenceTest {

    @Test
    void hasNoFavouriteAmongNone() {
        assertThat(new Preference(new PhoneNumber("+12065550142")).favourite(List.of()))
                .isNull();
    }

    @Test
    void spreadsNeighbouringDestinationsEvenly() {
        var members = members(10);
        var counts = new HashMap<String, Integer>();
        destinations(100_000).forEach(destination -> counts.merge(favourite(destination, members), 1, Integer::sum));

        assertThat(counts.keySet()).containsExactlyInAnyOrderElementsOf(members);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isCloseTo(10_000, within(500)));
    }

    @Test
    void movesOnlyTheDestinationsOfTheMemberThatLeft() {
        var members = members(10);
        var left = members.getFirst();
        destinations(1_000).forEach(destination -> {
            var before = favourite(destination, members);
            if (!before.equals(left)) {
                assertThat(favourite(destination, members.subList(1, 10))).isEqualTo(before);
            }
        });
    }

    @Test
    void takesTheHeaviest() {
        var members = members(10);
        destinations(100).forEach(destination -> {
            var preference = new Preference(destination);
            var weight = preference.weight(favourite(destination, members));
            assertThat(members)
                    .allSatisfy(member -> assertThat(preference.weight(member)).isLessThanOrEqualTo(weight));
        });
    }

    private static String favourite(PhoneNumber destination, List<String> members) {
        return Objects.requireNonNull(new Preference(destination).favourite(members));
    }

    private static List<String> members(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> "phone-%032x".formatted(i * 31))
                .toList();
    }

    private static Stream<PhoneNumber> destinations(int count) {
        return LongStream.range(0, count).mapToObj(i -> new PhoneNumber("+" + (12_065_550_000L + i)));
    }
}
