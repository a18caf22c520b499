package io.posthorn.dispatcher.aws;

import static io.posthorn.dispatcher.aws.AwsScenario.NOW;
import static io.posthorn.dispatcher.aws.AwsScenario.publication;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.resource.EventDestination.Target;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.platform.test.AwsStandIn;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogsSinkTest {
    private static final Place GROUP =
            AwsScenario.place(Target.CLOUD_WATCH_LOGS, "arn:aws:logs:eu-west-1:111122223333:log-group:sms/events:*");
    private static final String PUT = "Logs_20140328.PutLogEvents";
    private static final String CREATE = "Logs_20140328.CreateLogStream";
    private static final String NOT_FOUND = "{\"__type\":\"ResourceNotFoundException\"}";

    private final AwsStandIn logs = AwsStandIn.logs();
    private final LogsSink sink = new LogsSink(AwsScenario.properties(logs), UrlConnectionHttpClient.create());

    @AfterEach
    void stop() {
        logs.close();
    }

    private static JsonNode json(AwsStandIn.Request request) {
        return JsonMapper.shared().readTree(request.body());
    }

    private List<Outcome> deliver(Publication... batch) {
        return sink.deliver(GROUP, List.of(batch)).join();
    }

    private List<String> actions() {
        return logs.requests().stream().map(AwsStandIn.Request::action).toList();
    }

    @Test
    void putsEventsInTheOrderOfTheirTimes() {
        assertThat(deliver(publication(2, "second"), publication(1, "first"))).containsOnly(new Outcome.Delivered());

        var body = json(logs.requests().getFirst());
        assertThat(body.path("logGroupName").asString()).isEqualTo("sms/events");
        assertThat(body.path("logStreamName").asString()).isEqualTo("posthorn/2026/03/01");
        assertThat(body.path("logEvents").toString())
                .isEqualTo("[{\"timestamp\":" + NOW.plusSeconds(1).toEpochMilli()
                        + ",\"message\":\"first\"},{\"timestamp\":"
                        + NOW.plusSeconds(2).toEpochMilli() + ",\"message\":\"second\"}]");
    }

    @Test
    void makesTheStreamOfTheDay() {
        logs.then(400, NOT_FOUND);

        assertThat(deliver(publication(1, "{}"))).containsExactly(new Outcome.Delivered());

        assertThat(actions()).containsExactly(PUT, CREATE, PUT);
    }

    @Test
    void goesOnWhereSomebodyElseMadeTheStream() {
        logs.then(400, NOT_FOUND).then(400, "{\"__type\":\"ResourceAlreadyExistsException\"}");

        assertThat(deliver(publication(1, "{}"))).containsExactly(new Outcome.Delivered());
    }

    @Test
    void triesAgainWhereThereIsNoGroup() {
        logs.then(400, NOT_FOUND).then(400, NOT_FOUND);

        assertThat(deliver(publication(1, "{}"))).containsExactly(new Outcome.TryAgain("ResourceNotFoundException"));
    }

    @Test
    void putsWhatLiesMoreThanADayApartApart() {
        assertThat(deliver(publication(1, "a"), publication(86_401, "b"), publication(2, "c")))
                .containsOnly(new Outcome.Delivered());

        assertThat(logs.requests())
                .extracting(request -> json(request).path("logEvents").size())
                .containsExactly(2, 1);
    }

    @Test
    void givesUpWhatTheGroupRejects() {
        logs.then(200, """
            {"rejectedLogEventsInfo":{"tooOldLogEventEndIndex":1,"tooNewLogEventStartIndex":2}}\
            """);

        assertThat(deliver(publication(3, "new"), publication(1, "old"), publication(2, "right")))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Outcome.GivenUp.class),
                        second -> assertThat(second).isInstanceOf(Outcome.GivenUp.class),
                        third -> assertThat(third).isInstanceOf(Outcome.Delivered.class));
    }

    @Test
    void triesAgainWhenTheServiceIsInTrouble() {
        logs.then(503, "{\"__type\":\"ServiceUnavailableException\"}");

        assertThat(deliver(publication(1, "{}"), publication(2, "{}")))
                .containsOnly(new Outcome.TryAgain("ServiceUnavailableException"));
    }
}
