package io.posthorn.gateway.read;

import static io.posthorn.gateway.TestAccount.NOW;
import static io.posthorn.gateway.TestAccount.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiModel;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.operation.Operations;
import io.posthorn.schemas.EventDestinationKind;
import io.posthorn.schemas.PlaceBacklog;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DeliveryReadsTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:events";

    private final DeliveryReads deliveries = new DeliveryReads(new ResourceMap()::of);

    @BeforeEach
    void tell() {
        tell("000000000000", "http://127.0.0.1:9/", 3);
        tell("000000000000", "http://127.0.0.1:10/", 0);
        tell("000000000001", "http://127.0.0.1:9/", 5);
    }

    private void tell(String account, String branch, long waiting) {
        var told = new PlaceBacklog(
                account,
                EventDestinationKind.SNS,
                TOPIC,
                branch,
                waiting,
                waiting == 0 ? null : NOW.minusSeconds(60),
                waiting == 0 ? "CLOSED" : "OPEN",
                waiting == 0 ? null : "the endpoint answered 500",
                waiting == 0 ? null : NOW.minusSeconds(1),
                NOW);
        deliveries.apply(account + "/" + TOPIC + " " + branch, Optional.of(told));
    }

    @Test
    void listsTheAccountsOwnPlacesPageByPage() {
        var first = answer("{\"MaxResults\":1}");
        assertThat(first.path("Queues").size()).isOne();
        var second = answer(
                "{\"MaxResults\":1,\"NextToken\":\"" + first.path("NextToken").stringValue() + "\"}");

        assertThat(second.has("NextToken")).isFalse();
        var failing = second.path("Queues").get(0);
        assertThat(failing.path("Kind").stringValue()).isEqualTo("SNS");
        assertThat(failing.path("TargetArn").stringValue()).isEqualTo(TOPIC);
        assertThat(failing.path("Endpoint").stringValue()).isEqualTo("http://127.0.0.1:9/");
        assertThat(failing.path("WaitingDeliveries").longValue()).isEqualTo(3);
        assertThat(failing.path("State").stringValue()).isEqualTo("OPEN");
        assertThat(failing.path("LastError").stringValue()).isEqualTo("the endpoint answered 500");
        assertThat(failing.has("OldestAcceptedTimestamp")).isTrue();
    }

    @Test
    void forgetsWhatIsNotToldOfAnyMore() {
        deliveries.apply("000000000000/" + TOPIC + " http://127.0.0.1:9/", Optional.empty());
        deliveries.apply("000000000000/" + TOPIC + " http://127.0.0.1:10/", Optional.empty());

        assertThat(answer("{}").path("Queues").size()).isZero();
    }

    private JsonNode answer(String request) {
        var operations = new Operations(ApiModel.load("deliveries.json"), List.of(deliveries.offered()));
        var answer = operations
                .find("PosthornDeliveries.ListDeliveryQueues")
                .orElseThrow()
                .answer(Caller.root(SCOPE), (ObjectNode) JsonMapper.shared().readTree(request));
        return JsonMapper.shared().readTree(((Answer.Done) answer).json());
    }
}
