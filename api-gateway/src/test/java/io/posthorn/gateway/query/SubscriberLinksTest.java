package io.posthorn.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.operator.NewSigningKey;
import io.posthorn.core.operator.OperatorDirectory;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Topic;
import io.posthorn.gateway.TestAccount;
import io.posthorn.gateway.operation.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubscriberLinksTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:news";

    private final ResourceMap resources = new ResourceMap();
    private final OperatorDirectory directory = new OperatorDirectory(AccountDefaults.GUIDE);
    private final List<String> asked = new ArrayList<>();
    private final SubscriberLinks links = new SubscriberLinks(resources::of, directory, (scope, operation, input) -> {
        asked.add(scope + " " + operation + " " + input);
        return new Answer.Done("{}");
    });

    @Test
    void leadToTheCertificate() {
        var key = NewSigningKey.at(TestAccount.NOW);
        directory.put(key);

        assertThat(links.certificate("/SimpleNotificationService-" + key.id() + ".pem"))
                .contains(key.certificate());
        assertThat(links.certificate("/SimpleNotificationService-" + "0".repeat(32) + ".pem"))
                .isEmpty();
        assertThat(links.certificate("/")).isEmpty();
    }

    @Test
    void leadToWhereTheTopicIs() {
        resources.put(TestAccount.SCOPE, new Topic("news", "", 1, null, TestAccount.NOW));

        assertThat(links.scope(Map.of("TopicArn", TOPIC))).contains(TestAccount.SCOPE);
    }

    @Test
    void leadNowhereWhereNothingIs() {
        assertThat(links.scope(Map.of("TopicArn", TOPIC))).isEmpty();
        assertThat(links.scope(Map.of("SubscriptionArn", TOPIC + ":x"))).isEmpty();
        assertThat(links.scope(Map.of("TopicArn", "news"))).isEmpty();
        assertThat(links.scope(Map.of())).isEmpty();
    }

    @Test
    void endASubscriptionInTheNameOfNobody() {
        links.leave(TestAccount.SCOPE, Map.of("SubscriptionArn", TOPIC + ":x"));

        assertThat(asked)
                .containsExactly("000000000000/us-east-1 UnsubscribeByLink {\"SubscriptionArn\":\"" + TOPIC + ":x\"}");
    }

    @Test
    void openTwoOperationsOnly() {
        assertThat(links.mayVisit("ConfirmSubscription")).isTrue();
        assertThat(links.mayVisit("Unsubscribe")).isTrue();
        assertThat(links.mayVisit("DeleteTopic")).isFalse();
    }
}
