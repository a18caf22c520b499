package io.posthorn.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.posthorn.core.PhoneNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTest {

    @ParameterizedTest(name = "{0} members")
    @ValueSource(ints = {0, 1, 2, 100})
    void tellsEveryMemberOnce(int size) {
        var members = members(size);

        assertThat(all(new Preference(new PhoneNumber("+12065550142"), members)))
                .containsExactlyInAnyOrderElementsOf(members);
    }

    @Test
    void tellsMembersWithEqualHashesAsWell() {
        assertThat("Aa").hasSameHashCodeAs("BB");

        assertThat(all(new Preference(new PhoneNumber("+12065550142"), List.of("Aa", "x", "BB"))))
                .containsExactlyInAnyOrder("Aa", "x", "BB");
    }

    @Test
    void spreadsNeighbouringDestinationsEvenly() {
        var members = members(10);
        var counts = new HashMap<String, Integer>();
        destinations(100_000)
                .forEach(destination ->
                        counts.merge(all(new Preference(destination, members)).getFirst(), 1, Integer::sum));

        assertThat(counts.keySet()).containsExactlyInAnyOrderElementsOf(members);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isCloseTo(10_000, within(500)));
    }

    @Test
    void movesOnlyTheDestinationsOfTheMemberThatLeft() {
        var members = members(10);
        var without = members.subList(1, 10);
        destinations(1_000).forEach(destination -> {
            var before = all(new Preference(destination, members));
            before.remove(members.getFirst());
            assertThat(all(new Preference(destination, without))).isEqualTo(before);
        });
    }

    private static List<String> members(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> "phone-%032x".formatted(i * 31))
                .toList();
    }

    private static Stream<PhoneNumber> destinations(int count) {
        return LongStream.range(0, count).mapToObj(i -> new PhoneNumber("+" + (12_065_550_000L + i)));
    }

    private static List<String> all(Preference preference) {
        var all = new ArrayList<String>();
        for (var next = preference.next(); next != null; next = preference.next()) {
            all.add(next);
        }
        return all;
    }
}
