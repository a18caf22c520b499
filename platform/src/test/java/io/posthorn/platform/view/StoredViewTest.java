package io.posthorn.platform.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.platform.table.StateDirectory;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.platform.view.ViewContent.Change;
import io.posthorn.schemas.OptedOutNumber;
import io.posthorn.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredViewTest {
    private final ManualClock clock = new ManualClock();

    @TempDir
    private Path place;

    private StateDirectory state;
    private StoredView<OptedOutNumber> view;

    @BeforeEach
    void open() {
        state = new StateDirectory(() -> "cluster", place, 8L << 20);
        view = new StoredView<>(
                Topics.OPTED_OUT_NUMBERS,
                number -> number.getPhoneNumber().getBytes(StandardCharsets.UTF_8),
                state,
                clock);
    }

    @AfterEach
    void close() {
        view.close();
        state.close();
    }

    private void restart() {
        close();
        open();
    }

    private static Change<OptedOutNumber> put(String key) {
        return new Change<>(key, Optional.of(new OptedOutNumber("1", "r", "l", key, Instant.EPOCH, false, 0L)));
    }

    @Test
    void knowsTheNewestValueOfEachKey() {
        assertThat(view.begin(Map.of(0, 0L, 1, 0L))).isEmpty();
        view.apply(0, List.of(put("a/1"), put("a/2"), new Change<>("a/1", Optional.empty())), 3);
        view.apply(1, List.of(put("a/3")), 1);

        assertThat(view.find("a/1")).isEmpty();
        assertThat(view.find("a/2"))
                .hasValueSatisfying(kept -> assertThat(kept).asString().isEqualTo("a/2"));
        assertThat(view.after("a/", "a/")).extracting(Map.Entry::getKey).containsExactly("a/2", "a/3");
        assertThat(view.after("a/", "a/2")).extracting(Map.Entry::getKey).containsExactly("a/3");
    }

    @Test
    void readsManyEntriesPieceByPiece() {
        view.begin(Map.of(0, 0L));
        var all = IntStream.range(0, 1_200)
                .mapToObj(number -> "b/" + (10_000 + number))
                .toList();
        view.apply(0, all.stream().map(StoredViewTest::put).toList(), 1_200);
        view.apply(0, List.of(put("a/1"), put("c/1")), 1_202);

        assertThat(view.after("b/", "b/")).extracting(Map.Entry::getKey).containsExactlyElementsOf(all);
    }

    @Test
    void goesOnWhereItEnded() {
        view.begin(Map.of(0, 0L, 1, 0L));
        view.apply(0, List.of(put("a/1")), 7);
        view.apply(1, List.of(put("a/2")), 9);

        restart();

        assertThat(view.find("a/1")).as("not before it is followed").isEmpty();
        assertThat(view.begin(Map.of(0, 20L, 1, 20L))).isEqualTo(Map.of(0, 7L, 1, 9L));
        assertThat(view.find("a/1")).isPresent();
    }

    @Test
    void beginsAnewWhereItMayHaveMissedARemoval() {
        view.begin(Map.of(0, 0L));
        view.apply(0, List.of(put("a/1")), 7);
        clock.advance(Duration.ofHours(13));

        assertThat(view.begin(Map.of(0, 20L))).isEmpty();
        assertThat(view.find("a/1")).isEmpty();
    }

    @Test
    void isNotOldAsLongAsItIsUpToDate() {
        view.begin(Map.of(0, 0L));
        view.apply(0, List.of(put("a/1")), 7);
        clock.advance(Duration.ofHours(11));
        view.upToDate();
        clock.advance(Duration.ofHours(11));

        assertThat(view.begin(Map.of(0, 7L))).isEqualTo(Map.of(0, 7L));
    }

    @Test
    void countsFromWhenItsFillingBegan() {
        view.begin(Map.of(0, 100L));
        clock.advance(Duration.ofHours(7));
        view.apply(0, List.of(put("a/1")), 7);
        restart();
        view.begin(Map.of(0, 100L));
        clock.advance(Duration.ofHours(7));
        view.apply(0, List.of(put("a/2")), 8);

        assertThat(view.begin(Map.of(0, 100L)))
                .as("14 hours after the first reading began")
                .isEmpty();
    }
}
