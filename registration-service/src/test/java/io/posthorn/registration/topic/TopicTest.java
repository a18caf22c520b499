package io.posthorn.registration.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Subscription;
import io.posthorn.core.topic.FilterPolicy;
import io.posthorn.registration.command.TestAccount;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTest {
    private static final String ARN = "arn:aws:sns:us-east-1:111122223333:news";

    private final TestAccount account = new TestAccount();

    @BeforeEach
    void createTopic() {
        account.call("CreateTopic", "{'Name':'news'}");
    }

    private String subscribe(String members) {
        return account.call(
                "Subscribe",
                "{'TopicArn':'" + ARN + "','Protocol':'https','ReturnSubscriptionArn':true," + members + "}",
                "SubscriptionArn");
    }

    private Subscription subscription() {
        return account.resources().all(ResourceKind.SUBSCRIPTION).findFirst().orElseThrow();
    }

    private String token() {
        return Objects.requireNonNull(subscription().confirmation()).token();
    }

    private String confirm(String token) {
        return account.call(
                "ConfirmSubscription", "{'TopicArn':'" + ARN + "','Token':'" + token + "'}", "SubscriptionArn");
    }

    private String wrong(String operation, String members) {
        var error = account.refusal(operation, "{'TopicArn':'" + ARN + "'," + members + "}");
        assertThat(error).isInstanceOf(ApiError.Validation.class);
        return ((ApiError.Validation) error).fields().getFirst().name();
    }

    @Test
    void isCreatedOnceAndFoundAgain() {
        var again = "{'Name':'news','Attributes':{'DisplayName':''}}";
        var other = "{'Name':'news','Attributes':{'DisplayName':'News'}}";

        assertThat(account.call("CreateTopic", "{'Name':'news'}", "TopicArn")).isEqualTo(ARN);
        assertThat(account.call("CreateTopic", again, "TopicArn")).isEqualTo(ARN);
        assertThat(account.refusalReason("CreateTopic", other)).isEqualTo("Validation INVALID_PARAMETER");
        assertThat(account.resources().all(ResourceKind.TOPIC)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Name':'news.fifo'                                    | Name",
                "'Name':'a.fifo','Attributes':{'FifoTopic':'true'}     | Name",
                "'Name':'a','Attributes':{'FifoTopic':'true'}          | Attributes.FifoTopic",
                "'Name':'a','Attributes':{'SignatureVersion':'3'}      | Attributes.SignatureVersion",
                "'Name':'a','Attributes':{'DeliveryPolicy':'x'}        | Attributes.DeliveryPolicy",
                "'Name':'a','Attributes':{'Colour':'red'}              | Attributes.Colour"
            })
    void isNotCreatedWithWhatCannotBe(String members, String field) {
        assertThat(wrong("CreateTopic", members)).isEqualTo(field);
    }

    @Test
    void changesItsAttributes() {
        account.call(
                "SetTopicAttributes",
                "{'TopicArn':'" + ARN + "','AttributeName':'SignatureVersion','AttributeValue':'2'}");

        assertThat(account.get(ResourceKind.TOPIC, "news").signatureVersion()).isEqualTo(2);
        assertThat(wrong("SetTopicAttributes", "'AttributeName':'FifoTopic','AttributeValue':'true'"))
                .isEqualTo("AttributeValue");
    }

    @Test
    void goesWithItsSubscriptions() {
        account.call("CreateTopic", "{'Name':'news-2'}");
        subscribe("'Endpoint':'https://example.com/'");
        account.call("Subscribe", "{'TopicArn':'news-2','Protocol':'https','Endpoint':'https://example.com/'}");

        account.call("DeleteTopic", "{'TopicArn':'" + ARN + "'}");
        account.call("DeleteTopic", "{'TopicArn':'" + ARN + "'}");

        assertThat(account.resources().all(ResourceKind.TOPIC)).hasSize(1);
        assertThat(account.resources().all(ResourceKind.SUBSCRIPTION).map(Subscription::topicName))
                .containsExactly("news-2");
    }

    @Test
    void getsASubscriptionOnceItIsConfirmed() {
        var arn = subscribe("'Endpoint':'https://example.com/hook?a=b'");

        assertThat(arn).matches(ARN + ":[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(subscription().isConfirmed()).isFalse();
        assertThat(confirm(token())).isEqualTo(arn);
        assertThat(subscription().isConfirmed()).isTrue();
    }

    @Test
    void doesNotTellTheArnBeforeUnlessAsked() {
        var input = "{'TopicArn':'" + ARN + "','Protocol':'https','Endpoint':'https://example.com/'}";

        assertThat(account.call("Subscribe", input, "SubscriptionArn")).isEqualTo("pending confirmation");
        confirm(token());
        assertThat(account.call("Subscribe", input, "SubscriptionArn")).startsWith(ARN);
    }

    @Test
    void asksAgainWithAnotherTokenAndKeepsOneSubscription() {
        var first = subscribe("'Endpoint':'https://example.com/'");
        var token = token();

        assertThat(subscribe("'Endpoint':'https://example.com/'")).isEqualTo(first);

        assertThat(token()).isNotEqualTo(token);
        assertThat(account.resources().all(ResourceKind.SUBSCRIPTION)).hasSize(1);
        assertThat(wrong("ConfirmSubscription", "'Token':'" + token + "'")).isEqualTo("Token");
    }

    @Test
    void forgetsASubscriptionThatIsNotConfirmedWithinTwoDays() {
        var first = subscribe("'Endpoint':'https://example.com/'");
        var token = token();
        account.at(TestAccount.START.plus(Duration.ofDays(2)));

        assertThat(wrong("ConfirmSubscription", "'Token':'" + token + "'")).isEqualTo("Token");
        assertThat(subscribe("'Endpoint':'https://example.com/'")).isNotEqualTo(first);
    }

    @Test
    void keepsTheSettingsOfASubscription() {
        var arn = subscribe("'Endpoint':'https://example.com/','Attributes':{'RawMessageDelivery':'true',"
                + "'FilterPolicyScope':'MessageBody','FilterPolicy':'{}'}");
        account.call(
                "SetSubscriptionAttributes",
                "{'SubscriptionArn':'" + arn + "','AttributeName':'FilterPolicy',"
                        + "'AttributeValue':'{\\'a\\':{\\'b\\':[1]}}'}".replace("\\'", "\\\""));

        assertThat(subscription().raw()).isTrue();
        assertThat(subscription().filterPolicy()).isEqualTo("{\"a\":{\"b\":[1]}}");
        assertThat(subscription().filterPolicyScope()).isEqualTo(FilterPolicy.Scope.MESSAGE_BODY);
        assertThat(account.refusalReason(
                        "SetSubscriptionAttributes",
                        "{'SubscriptionArn':'" + arn + "','AttributeName':'FilterPolicyScope',"
                                + "'AttributeValue':'MessageAttributes'}"))
                .as("the policy does not go with this scope")
                .isEqualTo("Validation INVALID_PARAMETER");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Protocol':'https','Endpoint':'http://example.com/'                 | Endpoint",
                "'Protocol':'http','Endpoint':'http://'                              | Endpoint",
                "'Protocol':'http','Endpoint':'http://a b/'                          | Endpoint",
                "'Protocol':'email','Endpoint':'a@example.com'                       | Protocol",
                "'Protocol':'kafka','Endpoint':'resources'                           | Endpoint",
                "'Protocol':'kafka','Endpoint':'account-999900001111-news'           | Endpoint",
                "'Protocol':'kafka','Endpoint':'account-111122223333-news/x'         | Endpoint"
            })
    void isNotSubscribedByWhatCannotListen(String members, String field) {
        assertThat(wrong("Subscribe", members)).isEqualTo(field);
    }

    @Test
    void needsNoConfirmationFromAKafkaTopicOfTheAccount() {
        account.call("Subscribe", "{'TopicArn':'news','Protocol':'kafka','Endpoint':'account-111122223333-news'}");

        assertThat(subscription().isConfirmed()).isTrue();
    }

    @Test
    void losesASubscription() {
        var arn = subscribe("'Endpoint':'https://example.com/'");

        account.call("Unsubscribe", "{'SubscriptionArn':'" + arn + "'}");
        account.call("Unsubscribe", "{'SubscriptionArn':'" + arn + "'}");

        assertThat(account.resources().all(ResourceKind.SUBSCRIPTION)).isEmpty();
    }

    @Test
    void letsAnEndpointLeaveByItsLinkAndComeBack() {
        var arn = subscribe("'Endpoint':'https://example.com/'");
        confirm(token());

        account.call("UnsubscribeByLink", "{'SubscriptionArn':'" + arn + "'}");

        assertThat(subscription().isConfirmed()).isFalse();
        assertThat(confirm(token())).isEqualTo(arn);
    }

    @Test
    void keepsWhoMayOnlyBeEndedWithAKey() {
        var arn = subscribe("'Endpoint':'https://example.com/'");
        account.call(
                "ConfirmSubscription",
                "{'TopicArn':'" + ARN + "','Token':'" + token() + "','AuthenticateOnUnsubscribe':'true'}");

        assertThat(account.refusalReason("UnsubscribeByLink", "{'SubscriptionArn':'" + arn + "'}"))
                .startsWith("AccessDenied");
        assertThat(subscription().isConfirmed()).isTrue();
    }

    @Test
    void isNotFoundInAnotherAccount() {
        assertThat(account.refusalReason(
                        "Subscribe",
                        "{'TopicArn':'arn:aws:sns:us-east-1:999900001111:news','Protocol':'https',"
                                + "'Endpoint':'https://example.com/'}"))
                .isEqualTo("NotFound topic");
    }
}
