package io.posthorn.gateway.read;

import static io.posthorn.gateway.TestAccount.NOW;
import static io.posthorn.gateway.TestAccount.SCOPE;
import static io.posthorn.gateway.TestAccount.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.send.Backlog;
import io.posthorn.core.send.Backlogs;
import io.posthorn.gateway.TestAccount;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.operation.Operations;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class QueueReadsTest {
    private static final ApiModel MODEL = ApiModel.load("queues.json");
    private static final Backlog BACKLOG = new Backlog(120, 240, NOW.minusSeconds(60), Duration.ofMillis(239_100), NOW);

    private final ResourceMap resources = TestAccount.with(number("1"), number("2"), number("3"));
    private final Map<String, Backlog> backlogs =
            Map.of("+12065550001", BACKLOG, "+12065550003", BACKLOG, "+12065550004", BACKLOG);

    /** Another account has the same numbers and nothing waiting. */
    private final class Known implements Backlogs {
        @Override
        public Optional<Backlog> of(AccountId account, String originationIdentity) {
            return account.equals(SCOPE.account())
                    ? Optional.ofNullable(backlogs.get(originationIdentity))
                    : Optional.empty();
        }

        @Override
        public long waitingMessages(AccountId account) {
            return 0;
        }
    }

    @Test
    void tellsWhatWaitsForANumber() {
        assertThat(done("GetPhoneNumberQueue", "{\"PhoneNumberId\":\"phone-1\"}"))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"PhoneNumberArn":"arn:aws:sms-voice:us-east-1:000000000000:phone-number/phone-1",
                         "PhoneNumberId":"phone-1","OriginationIdentity":"+12065550001",
                         "WaitingMessages":120,"WaitingParts":240,"EstimatedWaitSeconds":240,
                         "OldestRequestTimestamp":%s,"MeasuredTimestamp":%s}""".formatted(seconds(-60), seconds(0))));
    }

    @Test
    void tellsThatNothingWaits() {
        var answer = done("GetPhoneNumberQueue", "{\"PhoneNumberId\":\"phone-2\"}");

        assertThat(answer.path("WaitingMessages").longValue()).isZero();
        assertThat(answer.path("EstimatedWaitSeconds").longValue()).isZero();
        assertThat(answer.has("OldestRequestTimestamp")).isFalse();
    }

    @Test
    void knowsNoNumbersOfOthers() {
        assertThat(answer("GetPhoneNumberQueue", "{\"PhoneNumberId\":\"phone-4\"}"))
                .isEqualTo(new Answer.Refused(new ApiError.ResourceNotFound(ResourceType.PHONE_NUMBER, "phone-4")));
    }

    @Test
    void listsTheNumbersForWhichSomethingWaitsPageByPage() {
        var first = done("ListQueues", "{\"MaxResults\":1}");
        assertThat(first.path("Queues").size()).isOne();
        assertThat(first.path("Queues").get(0).path("OriginationIdentity").stringValue())
                .isEqualTo("+12065550001");
        assertThat(first.path("Queues").get(0).has("AccountId")).isFalse();

        var second = done(
                "ListQueues",
                "{\"MaxResults\":1,\"NextToken\":\"" + first.path("NextToken").stringValue() + "\"}");

        assertThat(second.path("Queues").get(0).path("OriginationIdentity").stringValue())
                .isEqualTo("+12065550003");
        assertThat(second.has("NextToken")).isFalse();
    }

    private static String seconds(int after) {
        return NOW.plusSeconds(after).getEpochSecond() + ".678";
    }

    private JsonNode done(String operation, String request) {
        return JsonMapper.shared().readTree(((Answer.Done) answer(operation, request)).json());
    }

    private Answer answer(String operation, String request) {
        return new Operations(MODEL, new QueueReads(resources::of, new Known()).offered())
                .find("PosthornQueues." + operation)
                .orElseThrow()
                .answer(Caller.root(SCOPE), (ObjectNode) JsonMapper.shared().readTree(request));
    }
}
