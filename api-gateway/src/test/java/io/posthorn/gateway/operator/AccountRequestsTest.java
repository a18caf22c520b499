package io.posthorn.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.AccountRequest;
import io.posthorn.core.operator.OperatorDirectory;
import io.posthorn.core.operator.output.AccountRequestOutput;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.operation.Operations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AccountRequestsTest {
    private static final ApiModel MODEL = AccountRequests.model();
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final AccountId ALICE = new AccountId("111122223333");
    private static final AccountId BOB = new AccountId("444455556666");
    private static final String OWN = "request-" + "a".repeat(32);
    private static final String OTHER = "request-" + "b".repeat(32);
    private static final String DENIED = "request-" + "c".repeat(32);

    private final OperatorDirectory state = new OperatorDirectory(AccountDefaults.GUIDE);
    private final List<String> asked = new ArrayList<>();
    private final Operations operations = new Operations(MODEL, new AccountRequests(state, this::stage).offered());

    AccountRequestsTest() {
        state.put(request(OWN, ALICE));
        state.put(request(OTHER, BOB));
        state.put(request(DENIED, ALICE).answered(AccountRequest.Status.DENIED, "not yet", NOW));
    }

    private static AccountRequest request(String id, AccountId account) {
        return new AccountRequest(
                id,
                account,
                AccountRequest.Kind.PRODUCTION_ACCESS,
                "",
                "",
                "codes",
                AccountRequest.Status.SUBMITTED,
                "",
                NOW,
                NOW);
    }

    private Answer stage(String operation, ObjectNode input) {
        asked.add(operation + " " + input);
        return new Answer.Done(WireJson.MAPPER.writeValueAsString(AccountRequestOutput.of(request(OWN, ALICE))));
    }

    private Answer answer(String operation, String input) {
        return operations
                .find("PosthornRequests." + operation)
                .orElseThrow()
                .answer(Caller.root(new Scope(ALICE, "us-east-1")), (ObjectNode)
                        WireJson.MAPPER.readTree(input.replace('\'', '"')));
    }

    /** The answer, checked to be one that clients understand, and to say nothing of accounts. */
    private JsonNode done(String operation, String input) {
        var answer = answer(operation, input);
        assertThat(answer).isInstanceOf(Answer.Done.class);
        var output = WireJson.MAPPER.readTree(((Answer.Done) answer).json());
        assertThat(RequestValidator.violations(
                        MODEL.operation(operation).orElseThrow().output(), output))
                .isEmpty();
        assertThat(output.toString()).doesNotContain("AccountId");
        return output;
    }

    @Test
    void filesARequestInTheNameOfTheCaller() {
        var filed = done("CreateAccountRequest", "{'Kind':'PRODUCTION_ACCESS','UseCase':'codes','ClientToken':'t'}");

        assertThat(filed.required("Status").asString()).isEqualTo("SUBMITTED");
        assertThat(asked)
                .containsExactly("CreateAccountRequest {\"Kind\":\"PRODUCTION_ACCESS\",\"UseCase\":\"codes\","
                        + "\"ClientToken\":\"t\",\"AccountId\":\"111122223333\"}");
    }

    @Test
    void showsTheCallersRequestsAndWhatTheOperatorSaid() {
        assertThat(done("ListAccountRequests", "{}").required("Requests").valueStream())
                .extracting(request -> request.required("RequestId").asString())
                .containsExactly(OWN, DENIED);
        assertThat(done("ListAccountRequests", "{'Status':'DENIED'}").required("Requests"))
                .hasSize(1);
        assertThat(done("GetAccountRequest", "{'RequestId':'" + DENIED + "'}")
                        .required("Answer")
                        .asString())
                .isEqualTo("not yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetAccountRequest", "ResubmitAccountRequest"})
    void knowsNoRequestsOfOthers(String operation) {
        assertThat(answer(operation, "{'RequestId':'" + OTHER + "','UseCase':'mine'}"))
                .isEqualTo(new Answer.Refused(new ApiError.ResourceNotFound(ResourceType.ACCOUNT_REQUEST, OTHER)));
        assertThat(asked).isEmpty();
    }

    @Test
    void answersAQuestionOfTheOperator() {
        done("ResubmitAccountRequest", "{'RequestId':'" + OWN + "','UseCase':'codes for our shop'}");

        assertThat(asked)
                .containsExactly(
                        "ResubmitAccountRequest {\"RequestId\":\"" + OWN + "\",\"UseCase\":\"codes for our shop\"}");
    }
}
