package io.posthorn.registry;

import org.jspecify.annotations.Nullable;

/** The topic could not be written or read to its end; whether a write took place is not known. */
final class SchemaTopicException extends RuntimeException {
    private final boolean timeout;

    SchemaTopicException(String message, boolean timeout, @Nullable Throwable cause) {
        super(message, cause);
        this.timeout = timeout;
    }

    boolean isTimeout() {
        return timeout;
    }
}
