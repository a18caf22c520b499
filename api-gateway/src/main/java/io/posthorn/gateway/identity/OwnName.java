package io.posthorn.gateway.identity;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.policy.Principal;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OperationHandler;
import java.util.List;

/** Users who name no user mean themselves. */
public final class OwnName {
    private static final String USER_NAME = "UserName";

    private OwnName() {}

    /** The same operation, with the name of the caller where none is given. */
    public static OperationHandler filledIn(OperationHandler handler) {
        return call -> {
            if (call.input().has(USER_NAME)) {
                return handler.answer(call);
            }
            if (!(call.from().principal() instanceof Principal.User user)) {
                return new Answer.Refused(new ApiError.Validation(
                        ValidationReason.MISSING_PARAMETER,
                        List.of(new ApiError.Field(USER_NAME, "is required where it is no user who calls")),
                        ""));
            }
            var input = call.input().deepCopy();
            input.put(USER_NAME, user.name());
            return handler.answer(new Call(call.operation(), call.from(), input, call.idempotencyKey(), call.body()));
        };
    }
}
