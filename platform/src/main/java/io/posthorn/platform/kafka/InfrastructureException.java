package io.posthorn.platform.kafka;

import java.io.Serial;

/**
 * Something Posthorn needs, a broker or a disk, is out of order: the record in hand is not to blame and has to be tried
 * again.
 */
public class InfrastructureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public InfrastructureException(String message, Throwable cause) {
        super(message, cause);
    }
}
