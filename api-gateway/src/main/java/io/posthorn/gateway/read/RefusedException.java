package io.posthorn.gateway.read;

import io.posthorn.core.api.ApiError;
import java.io.Serial;

/** Ends the work on a read that turns out to be refused; carries no stack trace because nothing is broken. */
final class RefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    RefusedException(ApiError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    ApiError error() {
        return error;
    }
}
