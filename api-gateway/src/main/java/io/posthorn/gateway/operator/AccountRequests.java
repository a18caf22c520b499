package io.posthorn.gateway.operator;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.AccountRequest;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.OperatorResource;
import io.posthorn.core.operator.OperatorResources;
import io.posthorn.core.operator.output.AccountRequestOutput;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/** What accounts ask of the operator, for the accounts: each files requests of its own and sees no others. */
public final class AccountRequests {
    private static final String REQUEST_ID = "RequestId";

    private final OperatorResources state;
    private final BiFunction<String, ObjectNode, Answer> stage;

    /** @param stage carries out an operation of the operator with an input */
    AccountRequests(OperatorResources state, BiFunction<String, ObjectNode, Answer> stage) {
        this.state = state;
        this.stage = stage;
    }

    /** The API these operations belong to. */
    public static ApiModel model() {
        return ApiModel.load("requests.json");
    }

    /** The operations. */
    public List<OfferedOperation> offered() {
        return List.of(
                new OfferedOperation("CreateAccountRequest", this::create),
                new OfferedOperation("GetAccountRequest", this::get),
                new OfferedOperation("ListAccountRequests", this::list),
                new OfferedOperation("ResubmitAccountRequest", this::resubmit));
    }

    private Answer create(Call call) {
        var input = call.input().deepCopy();
        input.put("AccountId", account(call).value());
        return carriedOut(call, input);
    }

    private Answer resubmit(Call call) {
        return own(call).isPresent() ? carriedOut(call, call.input()) : notFound(call);
    }

    /** Tells of the operator's answer what is for accounts. */
    private Answer carriedOut(Call call, ObjectNode input) {
        var answer = stage.apply(call.operation().name(), input);
        return answer instanceof Answer.Done(var json) ? Answers.done(call, WireJson.MAPPER.readTree(json)) : answer;
    }

    private Answer get(Call call) {
        return own(call)
                .map(request -> Answers.done(call, AccountRequestOutput.of(request)))
                .orElseGet(() -> notFound(call));
    }

    private Answer list(Call call) {
        var status = Answers.text(call, "Status");
        return Answers.page(
                call,
                after -> state.after(OperatorKind.REQUEST, "", after)
                        .filter(request -> request.account().equals(account(call))
                                && (status == null || request.status().name().equals(status))),
                OperatorResource::id,
                "Requests",
                AccountRequestOutput::of);
    }

    private static AccountId account(Call call) {
        return call.caller().account();
    }

    private Optional<AccountRequest> own(Call call) {
        return state.find(
                        OperatorKind.REQUEST, call.input().required(REQUEST_ID).stringValue())
                .filter(request -> request.account().equals(account(call)));
    }

    private static Answer notFound(Call call) {
        return new Answer.Refused(new ApiError.ResourceNotFound(
                ResourceType.ACCOUNT_REQUEST, call.input().required(REQUEST_ID).stringValue()));
    }
}
