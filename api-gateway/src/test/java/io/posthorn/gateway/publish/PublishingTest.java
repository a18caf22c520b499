package io.posthorn.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ValidationReason;
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
import java.util.stream.Stream;
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
            new Publishing(
                            resources::of,
                            (delivery, account) -> {
                                written.add(delivery);
                                return result;
                            },
                            new TimeOrderedIds(CLOCK),
                            CLOCK)
                    .offered());

    @BeforeEach
    void createTopic() {
        resources.put(SCOPE, new Topic("news", "", 1, null, Instant.EPOCH));
    }

    private Answer publish(String members) {
        return call("Publish", members);
    }

    private Answer call(String operation, String members) {
        return operations
                .find("AmazonSimpleNotificationService." + operation)
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

    @Test
    void findsItsTopicByItsOtherName() {
        assertThat(publish("{'TargetArn':'" + ARN + "','Message':'Hello'}")).isInstanceOf(Answer.Done.class);

        assertThat(written).extracting(EventDelivery::getTargetArn).containsExactly(ARN);
    }

    @Test
    void hasATextOfItsOwnForSomeProtocols() {
        publish("{'TopicArn':'news','MessageStructure':'json',"
                + "'Message':'{\\'default\\':\\'all\\',\\'https\\':\\'safe\\'}'}");

        assertThat(written)
                .singleElement()
                .returns("all", EventDelivery::getJson)
                .returns(Map.of("https", "safe"), EventDelivery::getTexts);
    }

    @Test
    void publishesEachOfABatchForItself() {
        var answer = call(
                "PublishBatch",
                "{'TopicArn':'news','PublishBatchRequestEntries':["
                        + "{'Id':'a','Message':'A'},"
                        + "{'Id':'b','Message':'{}','MessageStructure':'json'},"
                        + "{'Id':'c','Message':'C','Subject':'Hi'}]}");

        var ids = Stream.of("a", "c")
                .map(id -> NotificationId.of("111122223333/key/" + id, ARN))
                .toList();
        var told = JsonMapper.shared().readTree(((Answer.Done) answer).json());
        assertThat(told.path("Successful").toString())
                .isEqualTo("[{'Id':'a','MessageId':'%s'},{'Id':'c','MessageId':'%s'}]"
                        .formatted(ids.get(0), ids.get(1))
                        .replace('\'', '"'));
        assertThat(told.path("Failed")).singleElement().satisfies(failed -> {
            assertThat(failed.path("Id").stringValue()).isEqualTo("b");
            assertThat(failed.path("Code").stringValue()).isEqualTo("InvalidParameter");
            assertThat(failed.path("SenderFault").booleanValue()).isTrue();
            assertThat(failed.path("Message").stringValue()).contains("has no entry 'default'");
        });
        assertThat(written).extracting(EventDelivery::getMessageId).isEqualTo(ids);
        assertThat(written).extracting(EventDelivery::getSubject).containsExactly(null, "Hi");
    }

    @Test
    void tellsWhichOfABatchMayBePublishedLater() {
        result = WriteResult.BUSY;

        var answer =
                call("PublishBatch", "{'TopicArn':'news','PublishBatchRequestEntries':[{'Id':'a','Message':'A'}]}");

        assertThat(((Answer.Done) answer).json()).contains("\"Code\":\"Throttled\"", "\"SenderFault\":false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "''                                               | MISSING_PARAMETER",
                "{'Id':'a','Message':'x'},{'Id':'a','Message':'x'} | PARAMETERS_CANNOT_BE_USED_TOGETHER",
                "{'Id':'a','Message':'LONG'},{'Id':'b','Message':'x'} | MAXIMUM_SIZE_EXCEEDED"
            })
    void refusesABatchForWhatIsWrongWithAllOfIt(String entries, ValidationReason reason) {
        var members = entries.replace("''", "").replace("LONG", "x".repeat(262_144));
        var answer = call("PublishBatch", "{'TopicArn':'news','PublishBatchRequestEntries':[" + members + "]}");

        assertThat(((Answer.Refused) answer).error()).isInstanceOfSatisfying(ApiError.Validation.class, error -> {
            assertThat(error.reason()).isEqualTo(reason);
            assertThat(error.fields().getFirst().name()).isEqualTo("PublishBatchRequestEntries");
        });
        assertThat(written).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Message':'Hello'                                        | TopicArn",
                "'TopicArn':'news','TargetArn':'news','Message':'Hello'   | TargetArn",
                "'TopicArn':'news','Message':'{}','MessageStructure':'json' | Message",
                "'TopicArn':'news','Message':'{}','MessageStructure':'xml' | MessageStructure",
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
