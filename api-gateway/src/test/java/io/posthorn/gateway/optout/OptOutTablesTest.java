package io.posthorn.gateway.optout;

import static io.posthorn.gateway.TestAccount.NOW;
import static io.posthorn.gateway.TestAccount.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ErrorResponse;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.TestAccount;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.operation.OfferedOperation;
import io.posthorn.gateway.operation.OperationHandler;
import io.posthorn.gateway.read.OptedOutNumbers;
import io.posthorn.schemas.OptOutEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class OptOutTablesTest {
    private static final int PARTITIONS = 3;
    private static final OptOutList LIST = new OptOutList("news", List.of(), NOW, 5);
    private static final ApiModel MODEL = ApiModel.load("opt-outs.json");

    private final ConcurrentSkipListMap<String, OptOutEntry> onList = new ConcurrentSkipListMap<>();
    private final List<List<OptOutEntry>> batches = new ArrayList<>();
    private final OptOutTables tables = tables(this::put);

    private OptOutTables tables(OptOutTables.Owner owner) {
        return new OptOutTables(
                ignored -> TestAccount.with(LIST).of(SCOPE),
                owner,
                new OnList(),
                OptOutTablesTest::partition,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static int partition(String key) {
        return Math.floorMod(key.hashCode(), PARTITIONS);
    }

    private synchronized Answer put(Call call, OptOutList list, List<OptOutEntry> entries) {
        assertThat(list).isEqualTo(LIST);
        batches.add(entries);
        var added = entries.stream()
                .filter(entry -> onList.putIfAbsent(entry.getPhoneNumber(), entry) == null)
                .count();
        return new Answer.Done("{\"Added\":" + added + ",\"AlreadyThere\":" + (entries.size() - added) + "}");
    }

    /** The list, as a gateway sees it. */
    private final class OnList implements OptedOutNumbers {
        @Override
        public Optional<OptedOut> find(Scope scope, OptOutList list, String number) {
            return Optional.empty();
        }

        @Override
        public Stream<OptedOut> after(Scope scope, OptOutList list, String number) {
            return onList.tailMap(number, false).values().stream()
                    .map(entry ->
                            new OptedOut(entry.getPhoneNumber(), entry.getOptedOutAt(), entry.getEndUserOptedOut()));
        }
    }

    @Test
    void takesNumbersWithWhatIsKnownAboutThem() {
        assertThat(imported("""
                        endUserOptedOut,optedOutNumber,optedOutTimestamp
                        true,+12065550100,2025-01-31T12:00:00Z
                        ,12065550101,
                        """)).isEqualTo("{\"Added\":2,\"AlreadyThere\":0,\"Refused\":0,\"WrongLines\":[]}");
        assertThat(onList.values())
                .containsExactly(
                        new OptOutEntry("+12065550100", Instant.parse("2025-01-31T12:00:00Z"), true),
                        new OptOutEntry("+12065550101", NOW, false));
    }

    @Test
    void takesTheRightLinesAndTellsTheWrongOnes() {
        assertThat(JsonMapper.shared().readTree(imported("""
                                optedOutNumber,optedOutTimestamp
                                +12065550100,
                                nobody,
                                # nobody reads this
                                +12065550101,yesterday
                                +12065550102,2999-01-01T00:00:00Z
                                +12065550103
                                +12065550104,2025-01-31T12:00:00Z
                                """)).toString().replace('"', '\''))
                .isEqualTo("{'Added':2,'AlreadyThere':0,'Refused':4,'WrongLines':["
                        + "{'Line':3,'Column':'optedOutNumber','Message':'must match the pattern ^\\\\+?[1-9][0-9]{1,18}$'},"
                        + "{'Line':5,'Column':'optedOutTimestamp',"
                        + "'Message':'must be a time such as 2026-01-31T12:00:00Z'},"
                        + "{'Line':6,'Column':'optedOutTimestamp','Message':'must not lie in the future'},"
                        + "{'Line':7,'Column':'','Message':'has 1 cells where the first line has 2'}]}");
        assertThat(onList).containsOnlyKeys("+12065550100", "+12065550104");
    }

    @Test
    void tellsWhatWasThereBefore() {
        imported(table(10));

        assertThat(imported(table(12))).startsWith("{\"Added\":2,\"AlreadyThere\":10,");
    }

    @Test
    void onlyChecksWhenAsked() {
        var answer = answer("ImportOptedOutNumbers", stream(table(3) + "nobody\n"), Map.of("DryRun", true));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Done.class,
                        done -> assertThat(done.json()).startsWith("{\"Added\":0,\"AlreadyThere\":0,\"Refused\":1,"));
        assertThat(batches).isEmpty();
    }

    @Test
    void handsManyNumbersOnInPartsOfOnePartition() {
        assertThat(imported(table(10_000))).startsWith("{\"Added\":10000,");

        assertThat(batches).hasSizeBetween(20, 23).allSatisfy(batch -> {
            assertThat(batch).hasSizeLessThanOrEqualTo(500);
            assertThat(batch.stream().map(entry -> partition(key(entry))).distinct())
                    .hasSize(1);
        });
    }

    private static String key(OptOutEntry entry) {
        return SCOPE.account() + "/" + SCOPE.region() + "/" + entry.getPhoneNumber();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "number, is no column",
        "'optedOutNumber,optedOutNumber', is there twice",
        "endUserOptedOut, is a column that must be there",
        "'', must name the columns",
        "'optedOutNumber\n\"+12065550100', ok",
    })
    void wantsToKnowTheColumns(String text, String problem) {
        var answer = answer("ImportOptedOutNumbers", stream(text), Map.of());

        if (problem.equals("ok")) {
            assertThat(answer).isInstanceOf(Answer.Done.class);
        } else {
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.error())
                                    .isInstanceOfSatisfying(
                                            ApiError.Validation.class,
                                            error ->
                                                    assertThat(error.toString()).contains(problem)));
        }
    }

    @Test
    void refusesALineWithoutEnd() {
        assertThat(answer("ImportOptedOutNumbers", stream(table(2) + "\"" + "1".repeat(5_000)), Map.of()))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.error().toString()).contains("line 4", "a quote"));
    }

    @Test
    void stopsWhenTheListIsGone() {
        var gone = new Answer.Relayed(new ErrorResponse(400, "ResourceNotFoundException", "{}"));
        var calls = new AtomicInteger();
        var vanishing = tables((call, list, entries) -> {
            calls.incrementAndGet();
            return gone;
        });

        assertThat(answer(vanishing, "ImportOptedOutNumbers", stream(table(100_000)), Map.of()))
                .isEqualTo(gone);
        assertThat(calls.get()).isLessThan(50);
    }

    @Test
    void saysSoWhenItCouldNotFinish() {
        var broken = tables((call, list, entries) -> new Answer.Refused(new ApiError.InternalServer()));

        assertThat(answer(broken, "ImportOptedOutNumbers", stream(table(1)), Map.of()))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.error())
                                .isInstanceOfSatisfying(
                                        ApiError.Throttling.class,
                                        error -> assertThat(error.toString()).contains("could not be finished")));
    }

    @Test
    void takesWhatHasArrivedBeforeTheConnectionWasLost() {
        // Not connected to anything, it fails when it is read.
        var lost = new PipedInputStream();

        assertThatThrownBy(() ->
                        answer("ImportOptedOutNumbers", new SequenceInputStream(stream(table(20_000)), lost), Map.of()))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(onList).hasSizeGreaterThan(18_000);
    }

    @Test
    void writesWhatItTakes() throws IOException {
        imported("""
                optedOutNumber,endUserOptedOut,optedOutTimestamp
                +12065550101,true,2025-01-31T12:00:00Z
                +12065550100,,
                """);

        var written = exported();

        assertThat(written)
                .isEqualTo("optedOutNumber,optedOutTimestamp,endUserOptedOut\r\n"
                        + "+12065550100," + NOW + ",false\r\n"
                        + "+12065550101,2025-01-31T12:00:00Z,true\r\n");
        assertThat(imported(written)).startsWith("{\"Added\":0,\"AlreadyThere\":2,");
    }

    @ParameterizedTest
    @CsvSource({"ImportOptedOutNumbers", "ExportOptedOutNumbers"})
    void knowsTheAccountsOwnListsOnly(String operation) {
        var input = JsonMapper.shared().createObjectNode().put("OptOutListName", "others");

        assertThat(handler(tables, operation)
                        .answer(new Call(MODEL.operation(operation).orElseThrow(), SCOPE, input, null)))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.error()).isInstanceOf(ApiError.ResourceNotFound.class));
    }

    private static String table(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "+1206%07d".formatted(number))
                .collect(Collectors.joining("\n", "optedOutNumber\n", "\n"));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private String imported(String text) {
        return answer("ImportOptedOutNumbers", stream(text), Map.of()) instanceof Answer.Done(var json)
                ? json
                : "refused";
    }

    private String exported() throws IOException {
        var out = new ByteArrayOutputStream();
        if (answer("ExportOptedOutNumbers", InputStream.nullInputStream(), Map.of())
                instanceof Answer.Streamed(var body)) {
            body.writeTo(out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private Answer answer(String operation, InputStream body, Map<String, Boolean> more) {
        return answer(tables, operation, body, more);
    }

    private static Answer answer(OptOutTables tables, String operation, InputStream body, Map<String, Boolean> more) {
        var input = JsonMapper.shared().createObjectNode().put("OptOutListName", LIST.name());
        more.forEach(input::put);
        return handler(tables, operation)
                .answer(new Call(MODEL.operation(operation).orElseThrow(), Caller.root(SCOPE), input, null, body));
    }

    private static OperationHandler handler(OptOutTables tables, String operation) {
        return tables.offered().stream()
                .filter(offered -> offered.name().equals(operation))
                .map(OfferedOperation::handler)
                .findFirst()
                .orElseThrow();
    }
}
