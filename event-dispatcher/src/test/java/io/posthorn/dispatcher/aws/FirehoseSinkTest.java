package io.posthorn.dispatcher.aws;

import static io.posthorn.dispatcher.aws.AwsScenario.publication;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.EventDestination.Target;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.platform.test.AwsStandIn;
import io.posthorn.platform.test.AwsStandIn.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FirehoseSinkTest {
    private static final Place STREAM =
            AwsScenario.place(Target.KINESIS_FIREHOSE, "arn:aws:firehose:eu-west-1:111122223333:deliverystream/events");
    private static final String BATCH = "Firehose_20150804.PutRecordBatch";
    private static final String SINGLE = "Firehose_20150804.PutRecord";

    private final AwsStandIn firehose = AwsStandIn.firehose();
    private final FirehoseSink sink =
            new FirehoseSink(AwsScenario.properties(firehose), UrlConnectionHttpClient.create());

    @AfterEach
    void stop() {
        firehose.close();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private List<Outcome> deliver(Publication... batch) {
        return sink.deliver(STREAM, List.of(batch)).join();
    }

    private static Answer denied() {
        return new Answer(400, "{\"__type\":\"AccessDeniedException\",\"Message\":\"no\"}");
    }

    @Test
    void writesABatchOfLines() {
        assertThat(deliver(publication(1, "{\"a\":1}"), publication(2, "{\"a\":\"é\"}")))
                .containsOnly(new Outcome.Delivered());

        assertThat(firehose.requests()).singleElement().satisfies(request -> {
            assertThat(request.action()).isEqualTo(BATCH);
            var body = json(request.body());
            assertThat(body.path("DeliveryStreamName").asString()).isEqualTo("events");
            assertThat(body.path("Records").valueStream())
                    .extracting(each -> new String(
                            Base64.getDecoder().decode(each.path("Data").asString()), StandardCharsets.UTF_8))
                    .containsExactly("{\"a\":1}\n", "{\"a\":\"é\"}\n");
        });
    }

    @Test
    void triesAgainOnlyWhatFailed() {
        firehose.then(200, """
            {"FailedPutCount":1,"RequestResponses":[{"RecordId":"1"},
             {"ErrorCode":"ServiceUnavailableException","ErrorMessage":"Slow down."},{"RecordId":"3"}]}\
            """);

        assertThat(deliver(publication(1, "{}"), publication(2, "{}"), publication(3, "{}")))
                .containsExactly(
                        new Outcome.Delivered(),
                        new Outcome.TryAgain("ServiceUnavailableException"),
                        new Outcome.Delivered());
    }

    @Test
    void keepsToTheLimitsOfACall() {
        var batch = IntStream.range(0, 501)
                .mapToObj(number -> publication(number, "{}"))
                .toList();
        assertThat(sink.deliver(STREAM, batch).join()).hasSize(501).containsOnly(new Outcome.Delivered());
        assertThat(firehose.requests()).extracting(AwsStandIn.Request::action).containsExactly(BATCH, SINGLE);

        var large = "x".repeat(1_000 * 1024 - 1);
        assertThat(deliver(
                        publication(1, large),
                        publication(2, large),
                        publication(3, large),
                        publication(4, large),
                        publication(5, large + "y")))
                .containsExactly(
                        new Outcome.Delivered(),
                        new Outcome.Delivered(),
                        new Outcome.Delivered(),
                        new Outcome.Delivered(),
                        new Outcome.GivenUp("it is longer than the service takes"));
    }

    @Test
    void writesSingleRecordsWhereTheRoleAllowsNoMore() {
        firehose.then(request -> denied());

        assertThat(deliver(publication(1, "{}"), publication(2, "{}"))).containsOnly(new Outcome.Delivered());
        assertThat(deliver(publication(3, "{}"), publication(4, "{}"))).containsOnly(new Outcome.Delivered());

        assertThat(firehose.requests())
                .extracting(AwsStandIn.Request::action)
                .containsExactly(BATCH, SINGLE, SINGLE, SINGLE, SINGLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "400 | {'__type':'LimitExceededException'}         | GivenUp",
                "400 | {'__type':'ThrottlingException'}            | TryAgain",
                "400 | {'__type':'AccessDeniedException'}          | TryAgain",
                "400 | {'__type':'ResourceNotFoundException'}      | TryAgain",
                "400 | {'__type':'InvalidArgumentException'}       | GivenUp",
                "500 | {'__type':'InternalFailure'}                | TryAgain",
                "503 | busy                                        | TryAgain",
                "200 | garbage                                     | TryAgain"
            })
    void knowsWhatIsWorthAnotherTry(int status, String body, String outcome) {
        firehose.then(status, body.replace('\'', '"'));

        assertThat(deliver(publication(1, "{}")).getFirst().getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void findsTheOneRecordThatIsRefused() {
        for (int i = 0; i < 10; i++) {
            firehose.then(request -> request.body()
                            .contains(Base64.getEncoder().encodeToString("bad\n".getBytes(StandardCharsets.UTF_8)))
                    ? new Answer(400, "{\"__type\":\"InvalidArgumentException\"}")
                    : AwsStandIn.recordsTaken(request));
        }
        var batch = List.of(publication(1, "{}"), publication(2, "bad"), publication(3, "{}"), publication(4, "{}"));

        assertThat(sink.deliver(STREAM, batch).join())
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Outcome.Delivered.class),
                        second -> assertThat(second).isEqualTo(new Outcome.GivenUp("InvalidArgumentException")),
                        third -> assertThat(third).isInstanceOf(Outcome.Delivered.class),
                        fourth -> assertThat(fourth).isInstanceOf(Outcome.Delivered.class));
    }

    @Test
    void doesNotWaitForOneThatNeverAnswers() {
        var never = new java.util.concurrent.CountDownLatch(1);
        firehose.then(request -> {
            try {
                never.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return new Answer(200, "{}");
        });

        var impatient = new FirehoseSink(
                AwsScenario.properties(firehose, Duration.ofMillis(100)), UrlConnectionHttpClient.create());

        assertThat(impatient.deliver(STREAM, List.of(publication(1, "{}"))).join())
                .singleElement()
                .isInstanceOf(Outcome.TryAgain.class);
        never.countDown();
    }

    @Test
    void triesAgainWhereNobodyIs() {
        firehose.close();

        assertThat(deliver(publication(1, "{}"))).singleElement().isInstanceOf(Outcome.TryAgain.class);
    }

    @Test
    void lendsRolesToNobodyElse() {
        var other = new Place(new AccountId("999900001111"), STREAM.target(), "", AwsScenario.ROLE);
        var otherRole = new Place(AwsScenario.ACCOUNT, STREAM.target(), "", AwsScenario.ROLE + "-2");

        for (var place : List.of(other, otherRole)) {
            assertThat(sink.deliver(place, List.of(publication(1, "{}"))).join())
                    .containsExactly(new Outcome.TryAgain("no credentials are configured for its account and role"));
        }
        assertThat(firehose.requests()).isEmpty();
    }
}
