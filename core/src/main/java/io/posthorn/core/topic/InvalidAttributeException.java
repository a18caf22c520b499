package io.posthorn.core.topic;

/**
 * A value cannot be that of an attribute of a topic or subscription; the message goes on where the attribute was named.
 */
public final class InvalidAttributeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String fault;

    /** @param fault a few words, such as "is not JSON" */
    public InvalidAttributeException(String fault) {
        super(fault);
        this.fault = fault;
    }

    @Override
    public String getMessage() {
        return fault;
    }
}
