package io.posthorn.gateway.operation;

/**
 * An operation this installation carries out.
 *
 * @param name as in the API, such as {@code SendTextMessage}
 */
public record OfferedOperation(String name, OperationKind kind, OperationHandler handler) {}
