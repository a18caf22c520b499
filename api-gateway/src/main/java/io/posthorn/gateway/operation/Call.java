package io.posthorn.gateway.operation;

import io.posthorn.core.api.Operation;
import io.posthorn.core.resource.Scope;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request for an operation, whatever protocol it came in.
 *
 * @param operation the operation asked for
 * @param caller the account and region the request is for
 * @param input the request in the operation's shape
 * @param idempotencyKey what the caller calls this request and every repetition of it; null where it does not say, and
 *     where the input has a member for it
 * @param body what the request carries beside its input, to be read as it comes; nothing but where the model says so
 */
public record Call(
        Operation operation,
        Scope caller,
        ObjectNode input,
        @Nullable String idempotencyKey,
        InputStream body) {

    /** A request that carries nothing but its input. */
    public Call(Operation operation, Scope caller, ObjectNode input, @Nullable String idempotencyKey) {
        this(operation, caller, input, idempotencyKey, InputStream.nullInputStream());
    }
}
