package io.posthorn.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.DamagedText;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.RequestValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class QueryFormTest {
    private static final ApiModel MODEL = ApiModel.load("topics.json");

    private static Operation operation(String name) {
        return MODEL.operation(name).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CreateTopic | Action=CreateTopic&Name=news&Version=2010-03-31 | {'Name':'news'}",
                "CreateTopic | Name=a%2Bb+c&Name=d                             | {'Name':'d'}",
                "CreateTopic | Name=a%2Bb+c                                    | {'Name':'a+b c'}",
                "CreateTopic | Attributes.entry.1.key=A&Attributes.entry.1.value=x&Attributes.entry.2.key=B"
                        + "&Attributes.entry.2.value=y | {'Attributes':{'A':'x','B':'y'}}",
                "Publish     | MessageAttributes.entry.1.Name=A&MessageAttributes.entry.1.Value.DataType=String"
                        + "&MessageAttributes.entry.1.Value.StringValue=x"
                        + " | {'MessageAttributes':{'A':{'DataType':'String','StringValue':'x'}}}",
                "PublishBatch | PublishBatchRequestEntries.member.1.Id=a&PublishBatchRequestEntries.member.1.Message=x"
                        + "&PublishBatchRequestEntries.member.2.Id=b"
                        + " | {'PublishBatchRequestEntries':[{'Id':'a','Message':'x'},{'Id':'b'}]}",
                "Subscribe   | ReturnSubscriptionArn=true                      | {'ReturnSubscriptionArn':true}",
                "Subscribe   | ReturnSubscriptionArn=maybe                     | {'ReturnSubscriptionArn':'maybe'}",
                "ListTopics  | Action=ListTopics                               | {}"
            })
    void becomesTheInputOfAnOperation(String operation, String form, String json) {
        var parameters = QueryInput.parameters(form).orElseThrow();

        assertThat(QueryInput.of(operation(operation).input(), parameters))
                .isEqualTo(JsonMapper.shared().readTree(json.replace('\'', '"')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Publish", "Subscribe", "CreateTopic"})
    void neverFailsWhateverItHolds(String operation) {
        var form = "Action=x&TopicArn=arn%3Aaws%3Asns&Name=a%2Bb&ReturnSubscriptionArn=true"
                + "&Attributes.entry.1.key=A&Attributes.entry.1.value=x&Tags.member.1.Key=k&Tags.member.1.Value=v"
                + "&MessageAttributes.entry.1.Name=A&MessageAttributes.entry.1.Value.DataType=String";
        var input = operation(operation).input();
        DamagedText.of(
                form,
                3_000,
                damaged -> QueryInput.parameters(damaged)
                        .map(parameters -> QueryInput.of(input, parameters))
                        .ifPresent(request -> assertThat(RequestValidator.violations(input, request))
                                .isNotNull()));
    }

    @Test
    void isRefusedWhereItIsNotWellFormed() {
        assertThat(QueryInput.parameters("Name=%zz")).isEmpty();
    }

    @Test
    void isAnsweredInXml() {
        var output = JsonMapper.shared().readTree("""
            {"Subscriptions":[{"SubscriptionArn":"a","Owner":"o","Protocol":"http","Endpoint":"http://x/?a&b<c>",
             "TopicArn":"t"}],"NextToken":"n"}\
            """);

        assertThat(QueryXml.answer(
                        "http://sns.amazonaws.com/doc/2010-03-31/", operation("ListSubscriptions"), output, "id"))
                .isEqualTo("<ListSubscriptionsResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">"
                        + "<ListSubscriptionsResult><Subscriptions><member><SubscriptionArn>a</SubscriptionArn>"
                        + "<Owner>o</Owner><Protocol>http</Protocol><Endpoint>http://x/?a&amp;b&lt;c&gt;</Endpoint>"
                        + "<TopicArn>t</TopicArn></member></Subscriptions><NextToken>n</NextToken>"
                        + "</ListSubscriptionsResult><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata>"
                        + "</ListSubscriptionsResponse>");
    }

    @Test
    void showsMapsAsEntries() {
        var output = JsonMapper.shared().readTree("{\"Attributes\":{\"A\":\"x\\u0001\"}}");

        assertThat(QueryXml.answer(
                        "http://sns.amazonaws.com/doc/2010-03-31/", operation("GetTopicAttributes"), output, "id"))
                .contains("<Attributes><entry><key>A</key><value>x?</value></entry></Attributes>");
    }

    @Test
    void saysNothingWhereAnOperationHasNothingToSay() {
        assertThat(QueryXml.answer(
                        "http://sns.amazonaws.com/doc/2010-03-31/",
                        operation("DeleteTopic"),
                        JsonMapper.shared().createObjectNode(),
                        "id"))
                .doesNotContain("Result");
    }
}
