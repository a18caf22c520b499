package io.posthorn.gateway.operation;

import io.posthorn.core.api.Operation;
import io.posthorn.core.resource.Scope;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request for an operation, whatever protocol it came in.
 *
 * @param operation the operation asked for
 * @param caller the account and region the request is for
 * @param input the request in the operation's shape
 * @param idempotencyKey what the caller calls this request and every repetition of it; null where it does not say, and where
 *     the input has a member for it
 */
public record Call(
        Operation operation,
        Scope caller,
        ObjectNode input,
        @Nullable String idempotencyKey) {}
