package io.posthorn.gateway.operation;

/**
 * An operation this installation carries out. What kind it is of, and where it is found, the API's model says.
 *
 * @param name as in the API, such as {@code SendTextMessage}
 */
public record OfferedOperation(String name, OperationHandler handler) {}
