package io.posthorn.gateway.operation;

import io.posthorn.core.api.Operation;
import io.posthorn.core.resource.Scope;
import tools.jackson.databind.node.ObjectNode;

/** Carries out an operation. Called by the thread of the request, which it may block. */
@FunctionalInterface
public interface OperationHandler {

    /**
     * Answers one request.
     *
     * @param operation the operation asked for
     * @param caller the account and region the request is for
     * @param input the request, valid by the operation's shape
     */
    Answer answer(Operation operation, Scope caller, ObjectNode input);
}
