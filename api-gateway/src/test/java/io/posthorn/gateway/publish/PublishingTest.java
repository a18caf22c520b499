package io.posthorn.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.Topic;
import io.posthorn.core.topic.NotificationId;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.kafka.WriteResult;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.operation.Operations;
import io.posthorn.schemas.EventDelivery;
import io.posthorn.schemas.MessageAttribute;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PublishingTest {
    private static final Scope SCOPE = new Scope(new AccountId("111122223333"), "us-east-1");
    private static final String ARN = "arn:aws:sns:us-east-1:111122223333:news";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    private final ResourceMap resources = new ResourceMap();
    private final List<EventDelivery> written = new ArrayList<>();
    private WriteResult result = WriteResult.KEPT;
    private final Operations operations = new Operations(
            ApiModel.load("topics.json"),
            List.of(new Publishing(
                            resources::of,
                            (delivery, account) -> {
                                written.add(delivery);
                                return result;
                            },
                            new TimeOrderedIds(CLOCK),
                            CLOCK)
                    .offered()));

    @BeforeEach
    void createTopic() {
        resources.put(SCOPE, new Topic("news", "", 1, null, Instant.EPOCH));
    }

    private Answer publish(String members) {
        return operations
                .find("AmazonSimpleNotificationService.Publish")
                .orElseThrow()
                .answer(
                        Caller.root(SCOPE),
                        (ObjectNode) JsonMapper.shared().readTree(members.replace('\'', '"')),
                        "key",
                        List.of());
    }

    private ApiError refusal(String members) {
        return ((Answer.Refused) publish(members)).error();
    }

    @Test
    void goesTheWayOfEventsUnderTheIdThatIsAnswered() {
        var answer = publish("{'TopicArn':'" + ARN + "','Message':'Hello','Subject':'Hi','MessageAttributes':"
                + "{'price':{'DataType':'Number','StringValue':'1.5'}}}");

        var id = NotificationId.of("111122223333/key", ARN);
        assertThat(answer).isEqualTo(new Answer.Done("{\"MessageId\":\"" + id + "\"}"));
        assertThat(written)
                .singleElement()
                .satisfies(delivery -> assertThat(delivery)
                        .returns("111122223333/key", EventDelivery::getEventId)
                        .returns(ARN, EventDelivery::getTargetArn)
                        .returns(null, EventDelivery::getDestinationId)
                        .returns(id, EventDelivery::getMessageId)
                        .returns("Hello", EventDelivery::getJson)
                        .returns("Hi", EventDelivery::getSubject)
                        .returns(Map.of("price", new MessageAttribute("Number", "1.5")), EventDelivery::getAttributes));
    }

    @Test
    void findsItsTopicInTheAccountOfTheCaller() {
        assertThat(publish("{'TopicArn':'news','Message':'Hello'}")).isInstanceOf(Answer.Done.class);
        assertThat(refusal("{'TopicArn':'arn:aws:sns:us-east-1:999900001111:news','Message':'Hello'}"))
                .isInstanceOf(ApiError.ResourceNotFound.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Message':'Hello'                                        | TopicArn",
                "'TopicArn':'news','Message':'{}','MessageStructure':'json' | MessageStructure",
                "'TopicArn':'news','Message':''                           | Message",
                "'TopicArn':'news','Message':'x','Subject':' x'           | Subject",
                "'TopicArn':'news','Message':'x','MessageAttributes':{'a':{'DataType':'Number','StringValue':'x'}}"
                        + " | MessageAttributes.a",
                "'TopicArn':'news','Message':'x','MessageAttributes':{'AWS.a':{'DataType':'String','StringValue':'x'}}"
                        + " | MessageAttributes.AWS.a",
                "'TopicArn':'news','Message':'x','MessageAttributes':{'a':{'DataType':'Binary','StringValue':'x'}}"
                        + " | MessageAttributes.a"
            })
    void isRefusedWithWhatCannotBe(String members, String field) {
        assertThat(refusal("{" + members + "}"))
                .isInstanceOfSatisfying(
                        ApiError.Validation.class,
                        error -> assertThat(error.fields().getFirst().name()).isEqualTo(field));
        assertThat(written).isEmpty();
    }

    @ParameterizedTest(name = "{0} letters of two bytes: published = {1}")
    @CsvSource({"131072, true", "131073, false"})
    void hasNoMoreBytesThanAMessageMayHave(int letters, boolean published) {
        var answer = publish("{'TopicArn':'news','Message':'" + "ü".repeat(letters) + "'}");

        assertThat(answer instanceof Answer.Done).isEqualTo(published);
    }

    @Test
    void isAcceptedWhenItIsSafe() {
        result = WriteResult.BUSY;
        assertThat(refusal("{'TopicArn':'news','Message':'x'}")).isInstanceOf(ApiError.Throttling.class);
        result = WriteResult.FAILED;
        assertThat(refusal("{'TopicArn':'news','Message':'x'}")).isInstanceOf(ApiError.InternalServer.class);
    }
}
