package io.posthorn.platform.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int PARTITION = 3;

    @TempDir
    private Path place;

    private StateDirectory state;

    @BeforeEach
    void open() {
        state = new StateDirectory(() -> "cluster", place, 8L << 20);
    }

    @AfterEach
    void close() {
        state.close();
    }

    private TableStore store(long end, Instant now) {
        return state.open(state.of("stage"), Map.of(PARTITION, end), now);
    }

    private static Map<String, Optional<byte[]>> entries(String... keys) {
        var entries = new TreeMap<String, Optional<byte[]>>();
        for (var key : keys) {
            entries.put(key, Optional.of(key.getBytes(StandardCharsets.UTF_8)));
        }
        return entries;
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', a b b/1 b/2 b/\uD83D\uDE00 b0 c",
        "b/, '', b/1 b/2 b/\uD83D\uDE00",
        "b/, b/1, b/2 b/\uD83D\uDE00",
        "b, '', b b/1 b/2 b/\uD83D\uDE00 b0",
        "b/3, '', ''",
        "d, '', ''",
    })
    void findsWhatBeginsWithAPrefix(String prefix, String after, String keys) {
        try (var store = store(10, NOW)) {
            store.apply(entries("a", "b", "b/1", "b/2", "b/3", "b/\uD83D\uDE00", "b0", "c"), PARTITION, 10, NOW);
            store.apply(Map.of("b/3", Optional.empty()), PARTITION, 11, NOW);

            assertThat(store.page(prefix, after, 10).stream().map(Map.Entry::getKey))
                    .containsExactly(keys.isEmpty() ? new String[0] : keys.split(" ", -1));
        }
    }

    @Test
    void keepsEntriesTogetherWithHowFarTheyReach() {
        try (var store = store(10, NOW)) {
            store.apply(entries("a", "b"), PARTITION, 10, NOW);
            store.apply(Map.of("a", Optional.empty()), PARTITION, 11, NOW);
        }
        try (var again = store(11, NOW)) {
            assertThat(again.position(PARTITION)).hasValue(11L);
            assertThat(again.position(0)).isEmpty();
            assertThat(again.asOf()).hasValue(NOW);
            assertThat(again.get("a")).isNull();
            assertThat(again.get("b")).asString().isEqualTo("b");
        }
    }

    @ParameterizedTest(name = "a copy up to 10 that was complete {0} ago, of a topic up to {1}, is kept: {2}")
    @CsvSource({"PT12H, 10, true", "PT12H0.001S, 10, false", "PT0S, 10, true", "PT0S, 9, false", "PT0S, 1000, true"})
    void throwsCopiesAwayThatMayBeWrong(Duration age, long end, boolean kept) {
        try (var store = store(10, NOW)) {
            store.apply(entries("a"), PARTITION, 10, NOW);
        }
        try (var again = store(end, NOW.plus(age))) {
            assertThat(again.position(PARTITION).isPresent()).isEqualTo(kept);
            assertThat(again.page("", "", 10)).hasSize(kept ? 1 : 0);
        }
    }

    @Test
    void keepsCopiesThatWereConfirmedHoweverLongNothingChanged() {
        try (var store = store(10, NOW)) {
            store.apply(entries("a"), PARTITION, 10, NOW);
            store.confirm(NOW.plus(Duration.ofDays(3)));
        }
        try (var again = store(10, NOW.plus(Duration.ofDays(3)))) {
            assertThat(again.get("a")).isNotNull();
        }
    }

    @Test
    void pagesThroughTheKeysOfAPrefix() {
        try (var store = store(0, NOW)) {
            store.apply(entries("a/1", "b/1", "b/2", "b/3", "b0", "c/1"), PARTITION, 6, NOW);

            assertThat(store.page("b/", "", 2)).extracting(Map.Entry::getKey).containsExactly("b/1", "b/2");
            assertThat(store.page("b/", "b/2", 2)).extracting(Map.Entry::getKey).containsExactly("b/3");
            assertThat(store.page("b/", "b/3", 2)).isEmpty();
            assertThat(store.page("", "", 10)).hasSize(6);
        }
    }

    @Test
    void isUsedByOneProcessAtATime() {
        assertThatThrownBy(() -> new StateDirectory(() -> "cluster", place, 8L << 20))
                .isInstanceOf(StateDirectoryInUseException.class);
    }

    @Test
    void keepsTheNameOfItsInstance() {
        var name = state.instanceId();
        state.close();
        open();

        assertThat(state.instanceId()).isEqualTo(name);
    }
}
