package io.posthorn.platform.kafka;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The bytes of a record are no value of its topic. Trying again changes nothing. */
public class UnreadableRecordException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
