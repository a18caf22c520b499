package io.posthorn.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.posthorn.core.PhoneNumber;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PreferenceTest {
    private static final int DESTINATIONS = 20_000;

    @Test
    void spreadsNeighbouringDestinationsEvenlyOverEqualRates() {
        var members = members(10, 1);

        var counts = counts(members);

        assertThat(counts.keySet()).isEqualTo(members.keySet());
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isCloseTo(2_000, within(200)));
    }

    @Test
    void givesEachMemberWhatItsRateDeserves() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        for (int run = 0; run < 5; run++) {
            var members = new HashMap<String, Integer>();
            members(2 + random.nextInt(8), 1).keySet().forEach(id -> members.put(id, 1 + random.nextInt(100)));
            int sum = members.values().stream().mapToInt(Integer::intValue).sum();

            var counts = counts(members);

            assertThat(members)
                    .as("seed %d", seed)
                    .allSatisfy((id, rate) -> assertThat(counts.getOrDefault(id, 0) / (double) DESTINATIONS)
                            .isCloseTo(rate / (double) sum, within(0.02)));
        }
    }

    @Test
    void movesOnlyTheDestinationsOfTheMemberThatLeft() {
        var members = members(10, 3);
        var left = members.keySet().iterator().next();
        var others = new HashMap<>(members);
        others.remove(left);

        destinations(1_000).forEach(destination -> {
            var before = favourite(destination, members);
            if (!before.equals(left)) {
                assertThat(favourite(destination, others)).isEqualTo(before);
            }
        });
    }

    @Test
    void movesDestinationsOnlyToTheMemberWhoseRateRose() {
        var members = members(10, 3);
        var raised = members.keySet().iterator().next();
        var after = new HashMap<>(members);
        after.put(raised, 9);

        destinations(1_000).forEach(destination -> {
            var now = favourite(destination, after);
            if (!now.equals(raised)) {
                assertThat(now).isEqualTo(favourite(destination, members));
            }
        });
    }

    private static Map<String, Integer> counts(Map<String, Integer> members) {
        var counts = new HashMap<String, Integer>();
        destinations(DESTINATIONS)
                .forEach(destination -> counts.merge(favourite(destination, members), 1, Integer::sum));
        return counts;
    }

    private static String favourite(PhoneNumber destination, Map<String, Integer> members) {
        var preference = new Preference(destination);
        return members.entrySet().stream()
                .max(Comparator.comparingDouble(member -> preference.score(member.getKey(), member.getValue())))
                .orElseThrow()
                .getKey();
    }

    private static Map<String, Integer> members(int size, int rate) {
        var members = new HashMap<String, Integer>();
        IntStream.range(0, size).forEach(i -> members.put("phone-%032x".formatted(i * 31), rate));
        return members;
    }

    private static Stream<PhoneNumber> destinations(int count) {
        return LongStream.range(0, count).mapToObj(i -> new PhoneNumber("+" + (12_065_550_000L + i)));
    }
}
