package io.posthorn.dispatcher.aws;

import static io.posthorn.dispatcher.aws.AwsScenario.publication;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.resource.EventDestination.Target;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.platform.test.AwsStandIn;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

class SnsSinkTest {
    private static final String ARN = "arn:aws:sns:eu-west-1:111122223333:events";
    private static final Place TOPIC = AwsScenario.place(Target.SNS, ARN);

    private final AwsStandIn sns = AwsStandIn.sns();
    private final SnsSink sink = new SnsSink(AwsScenario.properties(sns), UrlConnectionHttpClient.create());

    @AfterEach
    void stop() {
        sns.close();
    }

    private static String form(AwsStandIn.Request request) {
        return URLDecoder.decode(request.body(), StandardCharsets.UTF_8);
    }

    private List<Outcome> deliver(Publication... batch) {
        return sink.deliver(TOPIC, List.of(batch)).join();
    }

    @Test
    void publishes() {
        assertThat(deliver(publication(1, "{\"a\":\"é\"}"))).containsExactly(new Outcome.Delivered());

        assertThat(sns.requests())
                .singleElement()
                .satisfies(request -> assertThat(form(request))
                        .contains("Action=Publish&", "TopicArn=" + ARN, "Message={\"a\":\"é\"}"));
    }

    @Test
    void publishesTheTextsOfSomeProtocolsBesideThatOfAll() {
        var said = publication(1, "all");
        var texts = Map.of("https", "safe");
        deliver(new Publication(
                said.id(),
                1,
                said.acceptedAt(),
                said.messageId(),
                said.type(),
                said.happenedAt(),
                "all",
                1,
                null,
                Map.of(),
                texts));

        assertThat(sns.requests())
                .singleElement()
                .satisfies(request -> assertThat(form(request))
                        .contains("Message={\"default\":\"all\",\"https\":\"safe\"}", "MessageStructure=json"));
    }

    @Test
    void publishesTenAtATime() {
        var batch = IntStream.range(0, 12).mapToObj(i -> publication(i, "{}")).toList();

        assertThat(sink.deliver(TOPIC, batch).join()).hasSize(12).containsOnly(new Outcome.Delivered());

        assertThat(sns.requests()).hasSize(2);
    }

    @Test
    void triesAgainOnlyWhatFailed() {
        sns.then(200, """
            <PublishBatchResponse><PublishBatchResult>
            <Successful><member><Id>1</Id><MessageId>m</MessageId></member></Successful>
            <Failed><member><Id>0</Id><Code>InternalError</Code><SenderFault>false</SenderFault></member>
            <member><Id>2</Id><Code>InvalidParameter</Code><SenderFault>true</SenderFault></member></Failed>
            </PublishBatchResult></PublishBatchResponse>\
            """);

        assertThat(deliver(publication(1, "{}"), publication(2, "{}"), publication(3, "{}"), publication(4, "{}")))
                .containsExactly(
                        new Outcome.TryAgain("InternalError"),
                        new Outcome.Delivered(),
                        new Outcome.GivenUp("InvalidParameter"),
                        new Outcome.TryAgain("the service says nothing of it"));
    }

    @Test
    void triesAgainWhenItIsThrottled() {
        sns.then(429, "<ErrorResponse><Error><Code>Throttled</Code><Message>m</Message></Error></ErrorResponse>");

        assertThat(deliver(publication(1, "{}"), publication(2, "{}"))).containsOnly(new Outcome.TryAgain("Throttled"));
    }

    @Test
    void givesUpFifoTopics() {
        var fifo = AwsScenario.place(Target.SNS, ARN + ".fifo");

        assertThat(sink.deliver(fifo, List.of(publication(1, "{}"))).join())
                .singleElement()
                .isInstanceOf(Outcome.GivenUp.class);
        assertThat(sns.requests()).isEmpty();
    }
}
