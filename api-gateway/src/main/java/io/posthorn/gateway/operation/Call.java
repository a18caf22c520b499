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
 * @param from who asks, and for what account and region
 * @param input the request in the operation's shape
 * @param idempotencyKey what the caller calls this request and every repetition of it; null where it does not say, and
 *     where the input has a member for it
 * @param body what the request carries beside its input, to be read as it comes; nothing but where the model says so
 */
public record Call(
        Operation operation,
        Caller from,
        ObjectNode input,
        @Nullable String idempotencyKey,
        InputStream body) {

    /** A request of the account itself that carries nothing but its input. */
    public Call(Operation operation, Scope caller, ObjectNode input, @Nullable String idempotencyKey) {
        this(operation, Caller.root(caller), input, idempotencyKey, InputStream.nullInputStream());
    }

    /** The account and region the request is for. */
    public Scope caller() {
        return from.scope();
    }
}
