package io.posthorn.gateway.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ErrorResponse;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.operation.OfferedOperation;
import io.posthorn.gateway.operation.Operations;
import io.posthorn.platform.test.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AcceptedMessagesTest {
    private static final ApiModel MODEL = ApiModel.load("messages.json");
    private static final Scope ALICE = new Scope(new AccountId("111122223333"), "us-east-1");
    private static final Answer NOT_FOUND =
            new Answer.Relayed(new ErrorResponse(404, "ResourceNotFoundException", "{}"));
    private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000000");

    private final ManualClock clock = new ManualClock();
    private final AcceptedMessages accepted = new AcceptedMessages(clock);
    private Answer history = NOT_FOUND;
    private final Operations operations =
            new Operations(MODEL, List.of(accepted.completed(new OfferedOperation("GetMessage", call -> history))));

    private Answer ask(Scope caller, UUID id) {
        var input = WireJson.MAPPER.createObjectNode().put("MessageId", id.toString());
        return operations.find("PosthornMessages.GetMessage").orElseThrow().answer(Caller.root(caller), input);
    }

    private void accept(UUID id) {
        accepted.note(new SendOrder(
                ALICE,
                id,
                Channel.TEXT,
                new PhoneNumber("+12065550100"),
                null,
                "Hello",
                null,
                null,
                null,
                null,
                Duration.ofHours(1),
                Map.of("Order", "17"),
                Map.of(),
                null,
                null,
                List.of(),
                clock.instant()));
    }

    @Test
    void tellsThatAMessageIsOnItsWayUntilItHasAHistory() {
        accept(ID);

        var output = WireJson.MAPPER.readTree(((Answer.Done) ask(ALICE, ID)).json());
        assertThat(RequestValidator.violations(
                        MODEL.operation("GetMessage").orElseThrow().output(), output))
                .isEmpty();
        assertThat(output.required("MessageStatus").asString()).isEqualTo("QUEUED");
        assertThat(output.required("Context").toString()).isEqualTo("{\"Order\":\"17\"}");
        assertThat(output.required("Events")).isEmpty();

        history = new Answer.Done("{\"MessageStatus\":\"DELIVERED\"}");
        assertThat(ask(ALICE, ID)).isEqualTo(history);
    }

    @Test
    void tellsOthersNothing() {
        accept(ID);

        assertThat(ask(new Scope(new AccountId("444455556666"), "us-east-1"), ID))
                .isEqualTo(NOT_FOUND);
        assertThat(ask(new Scope(ALICE.account(), "eu-west-1"), ID)).isEqualTo(NOT_FOUND);
        assertThat(ask(ALICE, UUID.fromString("019a0000-0000-7000-8000-000000000001")))
                .isEqualTo(NOT_FOUND);
    }

    @Test
    void forgetsWhatShouldHaveAHistoryByNow() {
        accept(ID);
        clock.advance(Duration.ofMinutes(10));

        assertThat(ask(ALICE, ID)).isEqualTo(NOT_FOUND);
    }
}
