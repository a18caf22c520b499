package io.posthorn.dispatcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.dispatcher.Events;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.sink.Target;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.LogLookup;
import io.posthorn.schemas.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class LogSearchTest {
    private static final int SECONDS_OF_A_DAY = 86_400;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path directory;

    @BeforeEach
    void write() {
        var sink = new LogSink(directory, new LogProperties(Duration.ZERO, Map.of()), new ManualClock(Events.NOON));
        var place = Place.of(
                Events.SCOPE.account(),
                Target.of(EventDestination.Target.CLOUD_WATCH_LOGS, Events.LOG_GROUP + "/sms/events")
                        .orElseThrow());
        var batch = new ArrayList<Publication>();
        for (var i = 0; i < 6; i++) {
            var accepted = i < 3 ? i : SECONDS_OF_A_DAY + i;
            batch.add(Events.publication(
                    accepted,
                    "{\"eventType\":\"%s\",\"eventTimestamp\":%d,\"messageId\":\"m%d\"}"
                            .formatted(i % 2 == 0 ? "TEXT_DELIVERED" : "TEXT_SPAM", 1_000 + i, i)));
        }
        sink.deliver(place, batch).join();
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | m0 m1 m2 m3 m4 m5",
                "{\"Contains\":\"TEXT_SPAM\"} | m1 m3 m5",
                "{\"LogStreamName\":\"2026-03-02\"} | m3 m4 m5",
                "{\"StartMilliseconds\":1001,\"EndMilliseconds\":1004} | m1 m2 m3",
                "{\"Contains\":\"nothing of the kind\"} | ''"
            })
    void findsWhatIsAsked(String input, String messages) {
        var answer = ask(Events.SCOPE.account().value(), "us-east-1", input);

        assertThat(String.join(" ", messages(answer))).isEqualTo(messages);
        assertThat(answer.hasNonNull("NextToken")).isFalse();
        var shape = ApiModel.load("deliveries.json")
                .operation("SearchLogEvents")
                .orElseThrow()
                .output();
        assertThat(RequestValidator.violations(shape, answer)).isEmpty();
    }

    @Test
    void answersPageByPage() {
        var found = new ArrayList<String>();
        var token = "";
        var pages = 0;
        do {
            var next = token.isEmpty() ? "" : ",\"NextToken\":\"" + token + "\"";
            var answer = ask(Events.SCOPE.account().value(), "us-east-1", "{\"MaxResults\":2" + next + "}");
            found.addAll(messages(answer));
            token = answer.path("NextToken").asString("");
            pages++;
        } while (!token.isEmpty());

        assertThat(found).containsExactly("m0", "m1", "m2", "m3", "m4", "m5");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void passesOverWhatCannotBeRead() throws IOException {
        var group = directory.resolve(Events.SCOPE.account() + "/us-east-1/%2Fsms%2Fevents");
        assertThat(group).isDirectory();
        // Opens like a file and cannot be read like one.
        Files.createDirectory(group.resolve("2026-03-01a.jsonl"));

        assertThat(messages(ask(Events.SCOPE.account().value(), "us-east-1", "{}")))
                .containsExactly("m0", "m1", "m2", "m3", "m4", "m5");
        assertThat(meters.get("posthorn.dispatcher.logs.unreadable").counter().count())
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01@-1", "2026-03-01@x", "@", "nothing"})
    void beginsAtTheBeginningWhereATokenIsNone(String token) {
        var encoded = Base64.getUrlEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));

        assertThat(messages(ask(Events.SCOPE.account().value(), "us-east-1", "{\"NextToken\":\"" + encoded + "\"}")))
                .hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({"999999999999, us-east-1", "123456789012, eu-west-1"})
    void tellsNobodyElse(String account, String region) {
        assertThat(messages(ask(account, region, "{}"))).isEmpty();
    }

    private static List<String> messages(JsonNode answer) {
        return answer.path("Events")
                .valueStream()
                .map(event -> JsonMapper.shared()
                        .readTree(event.path("Message").stringValue())
                        .path("messageId")
                        .stringValue())
                .toList();
    }

    private JsonNode ask(String account, String region, String input) {
        var stage = StageHarness.of(LogSearch.stage(directory, meters));
        var question = JsonMapper.shared().readTree(input).deepCopy();
        ((ObjectNode) question).put("LogGroupName", "/sms/events");
        stage.send(
                Topics.LOG_LOOKUPS,
                account,
                new LogLookup("id", "gateway", account, region, question.toString(), Events.NOON));
        return JsonMapper.shared()
                .readTree(stage.values(Topics.CONTROL_REPLIES).getFirst().getBody());
    }
}
