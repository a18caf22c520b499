package io.posthorn.dispatcher.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.AuditRecord;
import io.posthorn.schemas.LogLookup;
import io.posthorn.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditLogTest {
    private static final String ACCOUNT = "111122223333";
    private static final Instant NIGHT = Instant.parse("2026-03-01T23:59:58Z");

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock(NIGHT);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private StageHarness<AuditLog> stage;

    @BeforeEach
    void start() {
        stage = stage(Duration.ofDays(90));
    }

    private StageHarness<AuditLog> stage(Duration retention) {
        return StageHarness.of(AuditLog.stage(directory, new AuditProperties(retention), clock, meters));
    }

    /** A call, so many seconds after a time shortly before midnight. */
    private void call(int second, String operation, String user, String members) {
        var time = NIGHT.plusSeconds(second);
        var json = ("{'userIdentity':{'arn':'arn:aws:iam::" + ACCOUNT + ":user/" + user + "','userName':'" + user
                        + "','accessKeyId':'AKIA" + user + "'},'eventTime':'" + time + "','eventName':'" + operation
                        + "'," + members + "'eventID':'e" + second + "'}")
                .replace('\'', '"');
        call(ACCOUNT, time, operation, json);
    }

    private void call(String account, Instant time, String operation, String json) {
        stage.send(Topics.AUDIT_RECORDS, account, new AuditRecord("id", account, "us-east-1", operation, time, json));
    }

    private void fourCalls() {
        call(
                0,
                "CreatePool",
                "ann",
                "'requestParameters':{'OriginationIdentity':'phone-1'},"
                        + "'responseElements':{'PoolArn':'arn:aws:sms-voice:us-east-1:111122223333:pool/pool-1'},");
        call(
                1,
                "DescribePools",
                "bob",
                "'requestParameters':{'PoolIds':['pool-1','pool-2']}," + "'errorCode':'AccessDeniedException',");
        call(2, "DeletePool", "ann", "'requestParameters':{'PoolId':'pool-2'},");
        call(
                3,
                "DeletePool",
                "ann",
                "'requestParameters':{'PoolId':'pool-3'}," + "'errorCode':'ResourceNotFoundException',");
    }

    private JsonNode ask(String account, String question) {
        stage.clearSent();
        stage.send(
                Topics.AUDIT_LOOKUPS,
                account,
                new LogLookup("id", "gateway", account, "us-east-1", question.replace('\'', '"'), NIGHT));
        return JsonMapper.shared()
                .readTree(stage.values(Topics.CONTROL_REPLIES).getFirst().getBody());
    }

    private static List<String> ids(JsonNode answer) {
        return answer.path("Records")
                .valueStream()
                .map(call -> call.path("EventId").stringValue())
                .toList();
    }

    private List<String> lines(String day) throws IOException {
        return Files.readAllLines(file(day));
    }

    private Path file(String day) {
        return directory.resolve(ACCOUNT).resolve(day + ".jsonl");
    }

    @Test
    void writesEachCallIntoTheFileOfItsDay() throws IOException {
        fourCalls();
        call("999999999999", NIGHT, "ListTopics", "{}");

        assertThat(lines("2026-03-01")).hasSize(2).first().asString().contains("\"eventName\":\"CreatePool\"");
        assertThat(lines("2026-03-02")).hasSize(2);
        assertThat(directory.resolve("999999999999/2026-03-01.jsonl")).hasContent("{}\n");
    }

    @Test
    void writesACallOnceThatComesAgainAfterACrash() throws IOException {
        call(0, "CreatePool", "ann", "");
        stage.crash(() -> {
            call(2, "DeletePool", "ann", "");
            // Taken down by another gateway, whose clock is behind.
            call(1, "DeletePool", "ann", "");
        });
        try (var half = Files.newByteChannel(file("2026-03-02"), StandardOpenOption.WRITE)) {
            half.truncate(half.size() - 7);
        }

        stage.batch(() -> {
            call(2, "DeletePool", "ann", "");
            call(1, "DeletePool", "ann", "");
            call(3, "ListTopics", "ann", "");
        });

        assertThat(ids(ask(ACCOUNT, "{}"))).containsExactly("e3", "e2", "e1", "e0");
    }

    @Test
    void doesNotTakeHalfALineForACall() throws IOException {
        fourCalls();
        Files.writeString(file("2026-03-02"), "{\"eventID\":\"half", StandardOpenOption.APPEND);
        assertThat(ids(ask(ACCOUNT, "{}"))).containsExactly("e3", "e2", "e1", "e0");

        call(4, "ListTopics", "ann", "");

        assertThat(ids(ask(ACCOUNT, "{}"))).containsExactly("e4", "e3", "e2", "e1", "e0");
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | e3 e2 e1 e0",
                "{'EventName':'DeletePool'} | e3 e2",
                "{'User':'bob'} | e1",
                "{'User':'arn:aws:iam::111122223333:user/ann'} | e3 e2 e0",
                "{'User':'AKIAbob'} | e1",
                "{'User':'an'} | ''",
                "{'Resource':'pool-1'} | e1 e0",
                "{'Resource':'arn:aws:sms-voice:us-east-1:111122223333:pool/pool-2'} | e2 e1",
                "{'Resource':'pool'} | ''",
                "{'ErrorCode':'AccessDeniedException'} | e1",
                "{'ErrorCode':'*'} | e3 e1",
                "{'ErrorCode':'*','User':'ann'} | e3",
                "{'StartTime':1772409599,'EndTime':1772409601} | e2 e1",
                "{'StartTime':1772496000} | ''",
                "{'User':'\\\\'} | ''"
            })
    void findsWhatIsAskedTheNewestFirst(String question, String found) {
        fourCalls();

        var answer = ask(ACCOUNT, question);

        assertThat(String.join(" ", ids(answer))).isEqualTo(found);
        var shape = ApiModel.load("audit.json")
                .operation("SearchAuditRecords")
                .orElseThrow()
                .output();
        assertThat(RequestValidator.violations(shape, answer)).isEmpty();
    }

    @Test
    void leavesADayOutThatCannotBeRead() throws IOException {
        fourCalls();
        var broken = file("2026-03-01");
        Files.delete(broken);
        Files.createDirectory(broken);
        Files.writeString(broken.resolve("something"), "in it, so that it has a length");

        assertThat(ids(ask(ACCOUNT, "{}"))).containsExactly("e3", "e2");
        assertThat(meters.get("posthorn.dispatcher.audit.unreadable").counter().count())
                .isOne();
    }

    @Test
    void tellsWhoDidItAndAllThatIsKnown() {
        fourCalls();

        var call = ask(ACCOUNT, "{'EventName':'DescribePools'}").path("Records").path(0);

        assertThat(call.path("User").stringValue()).isEqualTo("arn:aws:iam::111122223333:user/bob");
        assertThat(call.path("ErrorCode").stringValue()).isEqualTo("AccessDeniedException");
        assertThat(call.path("EventTime").decimalValue()).isEqualByComparingTo("1772409599");
        assertThat(JsonMapper.shared()
                        .readTree(call.path("AuditRecord").stringValue())
                        .path("requestParameters"))
                .hasSize(1);
    }

    @ParameterizedTest(name = "{0} on a page")
    @ValueSource(ints = {1, 2, 3, 4})
    void answersPageByPage(int most) {
        fourCalls();
        var found = new ArrayList<String>();
        var question = JsonMapper.shared().createObjectNode().put("MaxResults", most);
        JsonNode answer;
        do {
            answer = ask(ACCOUNT, question.toString());
            found.addAll(ids(answer));
            question.set("NextToken", answer.path("NextToken"));
        } while (answer.hasNonNull("NextToken"));

        assertThat(found).containsExactly("e3", "e2", "e1", "e0");
    }

    /** A file of several megabytes is looked through piece by piece. */
    @Test
    void missesNothingInLongFiles() {
        var calls = 3_000;
        stage.batch(() -> {
            for (var i = 0; i < calls; i++) {
                call(0, i % 1_000 == 0 ? "DeletePool" : "ListTopics", "ann", "'x':'" + "x".repeat(i % 900) + "',");
            }
        });

        assertThat(ids(ask(ACCOUNT, "{'EventName':'DeletePool'}"))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "QC01", "OTk5OTktMDEtMDFALTE"})
    void answersToTokensOfItsOwnOnly(String token) {
        fourCalls();

        assertThat(ids(ask(ACCOUNT, "{'NextToken':'" + token + "'}"))).isNotNull();
    }

    @Test
    void tellsNobodyElse() {
        fourCalls();

        assertThat(ids(ask("999999999999", "{}"))).isEmpty();
    }

    @Test
    void removesOldDays() throws IOException {
        stage = stage(Duration.ofDays(1));
        fourCalls();
        clock.setTo(Instant.parse("2026-03-02T12:00:00Z"));
        stage.wakeAt(clock.instant());
        assertThat(file("2026-03-01")).exists();

        clock.setTo(Instant.parse("2026-03-03T00:00:00Z"));
        stage.wakeAt(clock.instant());

        assertThat(file("2026-03-01")).doesNotExist();
        assertThat(lines("2026-03-02")).hasSize(2);
        assertThat(stage.nextWake()).contains(Instant.parse("2026-03-04T00:00:00Z"));
    }

    @Test
    void keepsAllWhereNoRetentionIsSet() {
        assertThat(stage(Duration.ZERO).nextWake()).isEmpty();
    }

    @Test
    void takesNothingWhileFilesCannotBeWritten() throws IOException {
        Files.writeString(directory.resolve(ACCOUNT), "in the way");

        assertThatThrownBy(this::fourCalls).isInstanceOf(InfrastructureException.class);
    }
}
