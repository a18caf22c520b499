package io.posthorn.dispatcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.dispatcher.Events;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.sink.Target;
import io.posthorn.platform.test.ManualClock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSinkTest {
    private static final int SECONDS_OF_A_DAY = 86_400;

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock(Events.NOON);
    private LogProperties properties = new LogProperties(Duration.ZERO, Map.of());

    @Test
    void writesALineForEachEventIntoTheFileOfItsDay() throws IOException {
        deliver(1, 2, SECONDS_OF_A_DAY);

        assertThat(lines("2026-03-01")).containsExactly("{\"n\":1}", "{\"n\":2}");
        assertThat(lines("2026-03-02")).containsExactly("{\"n\":86400}");
    }

    @Test
    void keepsAccountsApart() throws IOException {
        deliver(1);
        var other = new Place(new AccountId("999999999999"), place("group").target(), "", null);
        sink().deliver(other, List.of(Events.publication(1, "{}"))).join();

        assertThat(lines("2026-03-01")).hasSize(1);
        assertThat(directory.resolve("999999999999/us-east-1/group/2026-03-01.jsonl"))
                .exists();
    }

    @Test
    void writesABatchOnceThatComesAgain() throws IOException {
        deliver(1, 2);
        deliver(3, 4);
        deliver(3, 4, 5);

        assertThat(lines("2026-03-01"))
                .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}", "{\"n\":5}");
    }

    @Test
    void writesABatchOnceThatComesAgainOverMidnight() throws IOException {
        deliver(1);
        deliver(2, SECONDS_OF_A_DAY, SECONDS_OF_A_DAY + 1);
        deliver(2, SECONDS_OF_A_DAY, SECONDS_OF_A_DAY + 1);

        assertThat(lines("2026-03-01")).containsExactly("{\"n\":1}", "{\"n\":2}");
        assertThat(lines("2026-03-02")).containsExactly("{\"n\":86400}", "{\"n\":86401}");
    }

    /** The destination of the first record may have been deleted meanwhile. */
    @Test
    void writesABatchOnceThatComesAgainWithoutItsHead() throws IOException {
        deliver(1);
        deliver(2, 3, 4);
        deliver(3, 4);

        assertThat(lines("2026-03-01")).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
    }

    /** It has the batch that its successor begins with, or had less of it when it was held up. */
    @Test
    void losesNothingWhenAnInstanceThatWasHeldUpHasLessThanItsSuccessorHad() throws IOException {
        deliver(1, 2, 3);
        deliver(1);
        deliver(4);

        assertThat(lines("2026-03-01")).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
    }

    @Test
    void tellsNothingTwiceWhenAnInstanceThatWasHeldUpHasMoreThanItsSuccessorHad() throws IOException {
        deliver(1);
        deliver(1, 2, 3);
        deliver(2);
        deliver(3, 4);

        assertThat(lines("2026-03-01")).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
    }

    /** An instance that was held up goes on where it was, and does not know yet that another has taken over. */
    @Test
    void leavesOutABatchThatOthersHaveGoneBeyond() throws IOException {
        deliver(1, 2);
        deliver(3, 4);
        deliver(5);

        assertThat(deliver(1, 2)).hasOnlyElementsOfType(Outcome.Delivered.class);
        deliver(3, 4, 5);

        assertThat(lines("2026-03-01"))
                .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}", "{\"n\":5}");
    }

    @Test
    void losesNothingWhenAnInstanceThatWasHeldUpRunsAheadOfWhatIsToComeAgain() throws IOException {
        deliver(1);
        var before = Files.size(file("2026-03-01"));
        deliver(2, 3);
        truncate(before + 3);
        deliver(4);

        deliver(2, 3, 4);

        assertThat(lines("2026-03-01")).containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
    }

    /** Each has a queue of its own, in which records have positions of their own. */
    @Test
    void writesWhatComesUnderTwoNamesOfAGroup() throws IOException {
        deliver(1, 2, 3);
        deliverUnderTheOtherName(2);

        assertThat(lines("2026-03-01")).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":\"other 2\"}");
    }

    @ParameterizedTest(name = "{0} bytes of the first batch were written")
    @ValueSource(ints = {0, 1, 8, 9, 16})
    void writesBatchesOnceThatComeAgainUnderTwoNamesOfAGroup(int written) throws IOException {
        deliver(1, 2);
        truncate(written);
        deliverUnderTheOtherName(3);

        deliver(1, 2);
        deliverUnderTheOtherName(3, 4);

        assertThat(lines("2026-03-01"))
                .containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":2}", "{\"n\":\"other 3\"}", "{\"n\":\"other 4\"}");
    }

    @ParameterizedTest(name = "{0} bytes of the batch were written")
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16})
    void cutsOffWhatACrashLeftBehind(int written) throws IOException {
        deliver(1);
        var before = Files.size(file("2026-03-01"));
        deliver(2, 3);
        truncate(before + written);

        deliver(2, 3);

        assertThat(lines("2026-03-01")).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    }

    @Test
    void cutsOffHalfALineOfABatchThatDoesNotComeAgain() throws IOException {
        deliver(1);
        var before = Files.size(file("2026-03-01"));
        deliver(2);
        truncate(before + 3);

        deliver(3);

        assertThat(lines("2026-03-01")).containsExactly("{\"n\":1}", "{\"n\":3}");
    }

    /** A new Kafka counts from 0 again. */
    @Test
    void keepsWhatWasWrittenInAnEarlierLife() throws IOException {
        deliver(1, 2);
        var later = new Publication(
                "e", 1, Events.NOON.plusSeconds(60), "m", "TEXT_DELIVERED", Events.NOON, "{\"n\":\"new\"}", 1);
        sink().deliver(place("group"), List.of(later)).join();

        assertThat(lines("2026-03-01")).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":\"new\"}");
    }

    @Test
    void waitsWhileAnotherWritesThere() throws IOException {
        deliver(1);
        try (var file = FileChannel.open(file("2026-03-01").resolveSibling("lock"), StandardOpenOption.WRITE);
                var lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(deliver(2)).hasOnlyElementsOfType(Outcome.TryAgain.class);
        }
        assertThat(deliver(2)).hasOnlyElementsOfType(Outcome.Delivered.class);
    }

    @Test
    void triesAgainWhereTheDiskCannotBeWritten() throws IOException {
        Files.writeString(directory.resolve("123456789012"), "no directory");

        assertThat(deliver(1, 2)).hasSize(2).hasOnlyElementsOfType(Outcome.TryAgain.class);
    }

    @Test
    void removesTheDaysBeforeTheRetention() throws IOException {
        properties = new LogProperties(Duration.ZERO, Map.of("group", Duration.ofDays(1)));
        deliver(1);
        deliver(SECONDS_OF_A_DAY);
        clock.advance(Duration.ofDays(2));

        deliver(2 * SECONDS_OF_A_DAY);

        assertThat(file("2026-03-01")).doesNotExist();
        assertThat(file("2026-03-02")).exists();
        assertThat(file("2026-03-03")).exists();
    }

    private List<Outcome> deliver(long... positions) {
        var batch = LongStream.of(positions)
                .mapToObj(position -> Events.publication(position, "{\"n\":" + position + "}"))
                .toList();
        return sink().deliver(place("group"), batch).join();
    }

    private void deliverUnderTheOtherName(long... positions) {
        var batch = LongStream.of(positions)
                .mapToObj(position -> Events.publication(position, "{\"n\":\"other " + position + "\"}"))
                .toList();
        sink().deliver(place("group:*"), batch).join();
    }

    /** A new one each time: it remembers nothing that matters. */
    private LogSink sink() {
        return new LogSink(directory, properties, clock);
    }

    private static Place place(String group) {
        return Place.of(
                Events.SCOPE.account(),
                Target.of(EventDestination.Target.CLOUD_WATCH_LOGS, Events.LOG_GROUP + group)
                        .orElseThrow());
    }

    private Path file(String day) {
        return directory.resolve("123456789012/us-east-1/group").resolve(day + ".jsonl");
    }

    private List<String> lines(String day) throws IOException {
        return Files.readAllLines(file(day));
    }

    private void truncate(long length) throws IOException {
        try (var channel = FileChannel.open(file("2026-03-01"), StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }
}
