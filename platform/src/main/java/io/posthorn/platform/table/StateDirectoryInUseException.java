package io.posthorn.platform.table;

import java.io.Serial;
import java.nio.file.Path;

/** Two processes must not share a state directory. */
public class StateDirectoryInUseException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    StateDirectoryInUseException(Path directory) {
        super("state directory " + directory.toAbsolutePath().normalize() + " is in use by another process;"
                + " stop that one or set posthorn.stage.state-directory");
    }
}
