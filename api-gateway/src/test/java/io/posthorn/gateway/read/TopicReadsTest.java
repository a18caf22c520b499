package io.posthorn.gateway.read;

import static io.posthorn.gateway.TestAccount.NOW;
import static io.posthorn.gateway.TestAccount.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Subscription;
import io.posthorn.core.resource.Subscription.Confirmation;
import io.posthorn.core.resource.Subscription.Protocol;
import io.posthorn.core.resource.Topic;
import io.posthorn.core.topic.FilterPolicy;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.operation.Operations;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TopicReadsTest {
    private static final ApiModel MODEL = ApiModel.load("topics.json");
    private static final String ARN = "arn:aws:sns:us-east-1:000000000000:news";

    private final ResourceMap resources = new ResourceMap();
    private final Operations operations =
            new Operations(MODEL, new TopicReads(resources::of, Clock.fixed(NOW, ZoneOffset.UTC)).offered());

    private static Subscription subscription(String uuid) {
        return new Subscription(
                "news",
                uuid,
                Protocol.HTTPS,
                "https://me:secret@example.com/hook",
                null,
                false,
                true,
                "{\"a\":[1]}",
                FilterPolicy.Scope.MESSAGE_BODY,
                null,
                NOW);
    }

    @BeforeEach
    void subscribe() {
        resources.put(SCOPE, new Topic("news", "News", 2, null, NOW));
        resources.put(SCOPE, new Topic("news-2", "", 1, null, NOW));
        resources.put(SCOPE, subscription("a"));
        resources.put(SCOPE, subscription("b").awaiting(new Confirmation("token", NOW.plusSeconds(1))));
        resources.put(SCOPE, subscription("c").awaiting(new Confirmation("token", NOW)));
    }

    private Answer answer(String operation, String input) {
        return operations
                .find(MODEL.targetPrefix() + "." + operation)
                .orElseThrow()
                .answer(Caller.root(SCOPE), (ObjectNode) JsonMapper.shared().readTree(input.replace('\'', '"')));
    }

    private JsonNode done(String operation, String input) {
        assertThat(answer(operation, input)).isInstanceOf(Answer.Done.class);
        return JsonMapper.shared().readTree(((Answer.Done) answer(operation, input)).json());
    }

    @Test
    void listsTopics() {
        assertThat(done("ListTopics", "{}").path("Topics").toString())
                .isEqualTo("[{\"TopicArn\":\"" + ARN + "\"},{\"TopicArn\":\"" + ARN + "-2\"}]");
    }

    @Test
    void countsTheSubscriptionsOfATopic() {
        var attributes =
                done("GetTopicAttributes", "{'TopicArn':'" + ARN + "'}").path("Attributes");

        assertThat(attributes.path("SubscriptionsConfirmed").asString()).isEqualTo("1");
        assertThat(attributes.path("SubscriptionsPending").asString()).isEqualTo("1");
        assertThat(attributes.path("DisplayName").asString()).isEqualTo("News");
        assertThat(attributes.path("SignatureVersion").asString()).isEqualTo("2");
    }

    @Test
    void listsSubscriptionsWithoutTheirPasswords() {
        var listed = done("ListSubscriptionsByTopic", "{'TopicArn':'news'}").path("Subscriptions");

        assertThat(listed).hasSize(2);
        assertThat(listed.path(0).toString())
                .isEqualTo("{\"SubscriptionArn\":\"" + ARN + ":a\",\"Owner\":\"000000000000\",\"Protocol\":\"https\","
                        + "\"Endpoint\":\"https://me:****@example.com/hook\",\"TopicArn\":\"" + ARN + "\"}");
        assertThat(listed.path(1).path("SubscriptionArn").asString()).isEqualTo("PendingConfirmation");
        assertThat(done("ListSubscriptions", "{}").path("Subscriptions")).isEqualTo(listed);
        assertThat(done("ListSubscriptionsByTopic", "{'TopicArn':'news-2'}").path("Subscriptions"))
                .isEmpty();
    }

    @Test
    void tellsTheAttributesOfASubscription() {
        var attributes = done("GetSubscriptionAttributes", "{'SubscriptionArn':'" + ARN + ":a'}")
                .path("Attributes");

        assertThat(attributes.path("RawMessageDelivery").asString()).isEqualTo("true");
        assertThat(attributes.path("FilterPolicy").asString()).isEqualTo("{\"a\":[1]}");
        assertThat(attributes.path("FilterPolicyScope").asString()).isEqualTo("MessageBody");
        assertThat(attributes.path("PendingConfirmation").asString()).isEqualTo("false");
    }

    @Test
    void knowsNothingElse() {
        assertThat(answer("GetTopicAttributes", "{'TopicArn':'nowhere'}"))
                .isEqualTo(new Answer.Refused(new ApiError.ResourceNotFound(ResourceType.TOPIC, "nowhere")));
        assertThat(answer("GetSubscriptionAttributes", "{'SubscriptionArn':'" + ARN + ":x'}"))
                .isEqualTo(new Answer.Refused(new ApiError.ResourceNotFound(ResourceType.SUBSCRIPTION, ARN + ":x")));
    }
}
