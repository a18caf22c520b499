package io.posthorn.gateway.operation;

/** Carries out an operation. Called by the thread of the request, which it may block. */
@FunctionalInterface
public interface OperationHandler {

    /**
     * Answers one request.
     *
     * @param call with an input that is valid by the operation's shape
     */
    Answer answer(Call call);
}
