package io.posthorn.optout;

import static io.posthorn.optout.SampleRecords.ACCOUNT;
import static io.posthorn.optout.SampleRecords.LIST;
import static io.posthorn.optout.SampleRecords.NOW;
import static io.posthorn.optout.SampleRecords.RECIPIENT;
import static io.posthorn.optout.SampleRecords.REGION;
import static io.posthorn.optout.SampleRecords.command;
import static io.posthorn.optout.SampleRecords.key;
import static io.posthorn.optout.SampleRecords.routed;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.platform.optout.RecipientKeys;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.OptOutChange;
import io.posthorn.schemas.OptOutCommand;
import io.posthorn.schemas.OptOutEntry;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Lists that are deleted, and lists that are filled in one go. */
class ClearedListsTest {
    private static final long FIRST = 7;
    private static final long SECOND = 8;

    private final ManualClock clock = new ManualClock();
    private final StageHarness<OptOutProcessor> harness = StageHarness.of(
            OptOutProcessor.stage(new ApiErrors(ApiModel.load()), new OptOutMeters(new SimpleMeterRegistry()), clock));

    @Test
    void addsWhatIsImportedAndTellsWhatWasThere() {
        put(FIRST, RECIPIENT);
        importing(FIRST, RECIPIENT, "+14254147167", "+14254147168");

        assertThat(answer()).isEqualTo("{\"Added\":2,\"AlreadyThere\":1}");
        assertThat(numbers()).hasSize(3);
    }

    @Test
    void keepsTheTimeAnImportTells() {
        importing(FIRST, RECIPIENT);

        assertThat(harness.table(Topics.OPTED_OUT_NUMBERS)
                        .entries()
                        .firstEntry()
                        .getValue())
                .satisfies(entry -> {
                    assertThat(entry.getOptedOutAt()).isEqualTo(NOW.minusSeconds(60));
                    assertThat(entry.getEndUserOptedOut()).isTrue();
                    assertThat(entry.getOptOutListIncarnation()).isEqualTo(FIRST);
                });
    }

    @Test
    void doesNotStopMessagesForAListThatHadTheNameBefore() {
        put(FIRST, RECIPIENT);

        send(SECOND);
        assertThat(harness.sent(Topics.CLEARED_SENDS)).hasSize(1);

        put(SECOND, RECIPIENT);
        send(SECOND);
        assertThat(harness.sent(Topics.CLEARED_SENDS)).hasSize(1);
    }

    @Test
    void emptiesADeletedListBitByBitAndLeavesOthersAlone() {
        fill(FIRST, 2_500);
        fill(SECOND, 10);
        fill(0, 10);

        clear(FIRST);
        var bits = 0;
        while (numbers().size() > 20) {
            assertThat(harness.wakeAt(clock.instant())).isTrue();
            bits++;
        }

        assertThat(bits).isEqualTo(3);
        assertThat(numbers()).noneMatch(number -> number.startsWith(list(FIRST)));
    }

    @Test
    void goesOnEmptyingAfterARestart() {
        fill(FIRST, 2_500);
        clear(FIRST);
        harness.wakeAt(clock.instant());

        harness.restart();
        assertThat(harness.nextWake()).hasValueSatisfying(due -> assertThat(due).isBefore(clock.instant()));
        harness.wakeAt(clock.instant());
        harness.wakeAt(clock.instant());

        assertThat(numbers()).isEmpty();
    }

    @Test
    void takesNothingMoreOntoADeletedList() {
        clear(FIRST);

        put(FIRST, RECIPIENT);
        assertThat(answer()).contains("ResourceNotFoundException", "opt-out-list", LIST);
        importing(FIRST, RECIPIENT);
        assertThat(answer()).contains("ResourceNotFoundException", "opt-out-list", LIST);
        assertThat(numbers()).isEmpty();

        put(SECOND, RECIPIENT);
        assertThat(numbers()).hasSize(1);
    }

    @Test
    void forgetsADeletedListWhenNobodyCanMeanItAnyMore() {
        clear(FIRST);
        harness.wakeAt(clock.instant());
        assertThat(harness.table(Topics.CLEARED_OPT_OUT_LISTS).entries()).hasSize(1);

        clock.advance(Duration.ofHours(25));
        harness.wakeAt(clock.instant());

        assertThat(harness.table(Topics.CLEARED_OPT_OUT_LISTS).entries()).isEmpty();
        assertThat(harness.nextWake()).isEmpty();
    }

    private static String list(long incarnation) {
        return RecipientKeys.list(ACCOUNT, REGION, LIST, incarnation);
    }

    private List<String> numbers() {
        return List.copyOf(harness.table(Topics.OPTED_OUT_NUMBERS).entries().keySet());
    }

    private String answer() {
        return JsonMapper.shared()
                .readTree(harness.values(Topics.CONTROL_REPLIES).getLast().getBody())
                .toString();
    }

    private void put(long incarnation, String recipient) {
        var command = OptOutCommand.newBuilder(command(OptOutChange.PUT, recipient, false, NOW))
                .setOptOutListIncarnation(incarnation)
                .build();
        harness.send(Topics.OPT_OUT_COMMANDS, key(recipient), command);
    }

    private void clear(long incarnation) {
        many(OptOutChange.CLEAR, incarnation, List.of());
    }

    private void importing(long incarnation, String... recipients) {
        many(
                OptOutChange.IMPORT,
                incarnation,
                List.of(recipients).stream()
                        .map(recipient -> new OptOutEntry(recipient, NOW.minusSeconds(60), true))
                        .toList());
    }

    private void fill(long incarnation, int count) {
        importing(
                incarnation,
                IntStream.range(0, count)
                        .mapToObj(number -> "+1425%07d".formatted(number))
                        .toArray(String[]::new));
    }

    private void many(OptOutChange change, long incarnation, List<OptOutEntry> entries) {
        var command = OptOutCommand.newBuilder(command(change, "", false, NOW))
                .setOptOutListIncarnation(incarnation)
                .setImported(entries)
                .build();
        harness.send(Topics.OPT_OUT_COMMANDS, list(incarnation), command);
    }

    private void send(long incarnation) {
        var message = routed(LIST, RECIPIENT, each -> each.setOptOutListIncarnation(incarnation));
        harness.send(Topics.ROUTED_SENDS, key(RECIPIENT), message);
    }
}
