package io.posthorn.standalone;

import java.io.Serial;

/** The command line asks for something that cannot be. The message is for people. */
class UsageException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
