package io.posthorn.registration.operator;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.OperatorResources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * Decides commands of every operation of the operator: reads the input, lets the request decide, gives the answer its
 * form.
 */
final class OperatorHandler {
    private final Map<String, Entry> entries = new HashMap<>();
    private final ApiErrors errors;

    private record Entry(Operation operation, Class<? extends OperatorRequest> request) {}

    /** What a command comes to; the body is the output as JSON, or the error in its form. */
    record Outcome(boolean accepted, List<OperatorDecision.Change> changes, String body) {}

    /** @throws IllegalArgumentException when one of {@code requests} is not an operation of the model */
    OperatorHandler(ApiModel model, List<Class<? extends OperatorRequest>> requests) {
        errors = new ApiErrors(model);
        for (var request : requests) {
            var name = request.getSimpleName();
            var operation = model.operation(name)
                    .orElseThrow(() -> new IllegalArgumentException("the operator has no operation '" + name + "'"));
            entries.put(name, new Entry(operation, request));
        }
    }

    boolean knows(String operation) {
        return entries.containsKey(operation);
    }

    Outcome handle(
            String operation,
            String input,
            String commandId,
            OperatorResources state,
            OperatorRequest.Context context) {
        var entry = entries.get(operation);
        if (entry == null) {
            var unknown =
                    new ApiError.Validation(ValidationReason.UNKNOWN_OPERATION, "this operation is not available");
            return refused(unknown, commandId);
        }
        return switch (decide(entry, input, state, context)) {
            case OperatorDecision.Changed(var changes, var output) ->
                new Outcome(
                        true,
                        changes,
                        WireJson.answer(entry.operation().output(), output).toString());
            case OperatorDecision.Refused(var error) -> refused(error, commandId);
        };
    }

    /** The outcome of a command that could not be decided. */
    Outcome failed(String commandId) {
        return refused(new ApiError.InternalServer(), commandId);
    }

    private Outcome refused(ApiError error, String commandId) {
        return new Outcome(false, List.of(), errors.render(error, commandId).body());
    }

    private static OperatorDecision decide(
            Entry entry, String input, OperatorResources state, OperatorRequest.Context context) {
        try {
            var tree = WireJson.MAPPER.readTree(input);
            var violations = RequestValidator.violations(entry.operation(), tree);
            return violations.isEmpty()
                    ? WireJson.MAPPER.treeToValue(tree, entry.request()).decide(state, context)
                    : new OperatorDecision.Refused(ApiError.Validation.of(violations));
        } catch (JacksonException malformed) {
            return new OperatorDecision.Refused(
                    new ApiError.Validation(ValidationReason.CANNOT_PARSE, "the input cannot be read"));
        }
    }
}
