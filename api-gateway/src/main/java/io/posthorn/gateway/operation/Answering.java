package io.posthorn.gateway.operation;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ErrorResponse;
import io.posthorn.core.api.FieldViolation;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.ProtocolError;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Has operations answer requests, for every protocol alike: what comes of it is an output, or an error in its form. */
public final class Answering {
    private static final Logger log = LoggerFactory.getLogger(Answering.class);

    private final ApiErrors errors;
    private final Trail trail;

    /**
     * Answers for an API.
     *
     * @param model whose errors are told
     * @param trail takes down who asked for what
     */
    public Answering(ApiModel model, Trail trail) {
        errors = new ApiErrors(model);
        this.trail = trail;
    }

    /** Takes down what callers asked for and what became of it. */
    @FunctionalInterface
    public interface Trail {
        /** Takes nothing down. */
        Trail NONE = (operation, caller, input, outcome, requestId) -> {};

        /**
         * Takes a call down, if calls of this operation are. Neither waits nor fails.
         *
         * @param input as it was sent
         */
        void note(Operation operation, Caller caller, ObjectNode input, Outcome outcome, String requestId);
    }

    /** What came of a request. */
    public sealed interface Outcome {
        /**
         * It was done.
         *
         * @param json the output, a JSON object
         */
        record Done(String json) implements Outcome {}

        /** It is done while the answer is written. */
        record Streamed(Answer.Body body) implements Outcome {}

        /** It was refused, or could not be done. */
        record Refused(ErrorResponse error) implements Outcome {}
    }

    /** What an operation answers; one that fails is logged with the id of the request. */
    public Outcome outcome(Operations.Entry entry, Caller caller, ObjectNode input, String requestId) {
        return outcome(entry, caller, input, null, List.of(), InputStream.nullInputStream(), requestId);
    }

    /**
     * The same for a protocol with rules of its own.
     *
     * @param idempotencyKey see {@link Call}
     * @param found what is wrong by the protocol's rules, to be told together with what is wrong by the model's
     * @param body see {@link Call}
     * @throws UncheckedIOException when the body is lost on its way
     */
    public Outcome outcome(
            Operations.Entry entry,
            Caller caller,
            ObjectNode input,
            @Nullable String idempotencyKey,
            List<FieldViolation> found,
            InputStream body,
            String requestId) {
        try {
            var answer = entry.answer(caller, input, idempotencyKey, found, body);
            return noted(entry.operation(), caller, input, answer, requestId);
        } catch (UncheckedIOException lost) {
            var tooSlow = new ProtocolError(ProtocolError.Code.REQUEST_TIMEOUT, "the body did not arrive");
            trail.note(entry.operation(), caller, input, new Outcome.Refused(ApiErrors.render(tooSlow)), requestId);
            throw lost;
        } catch (RuntimeException broken) {
            log.atError()
                    .setCause(broken)
                    .addKeyValue("requestId", requestId)
                    .addKeyValue("operation", entry.name())
                    .addKeyValue("accountId", caller.scope().account())
                    .log("operation failed");
            return noted(
                    entry.operation(), caller, input, new Answer.Refused(new ApiError.InternalServer()), requestId);
        }
    }

    /** An answer in the form of the API; the call is taken down with it. */
    public Outcome noted(Operation operation, Caller caller, ObjectNode input, Answer answer, String requestId) {
        var outcome = outcome(answer, requestId);
        trail.note(operation, caller, input, outcome, requestId);
        return outcome;
    }

    /** An answer in the form of the API, to nobody who is known. */
    public Outcome outcome(Answer answer, String requestId) {
        return switch (answer) {
            case Answer.Done(var json) -> new Outcome.Done(json);
            case Answer.Streamed(var body) -> new Outcome.Streamed(body);
            case Answer.Refused(var error) -> new Outcome.Refused(errors.render(error, requestId));
            case Answer.Relayed(var error) -> new Outcome.Refused(error);
        };
    }
}
