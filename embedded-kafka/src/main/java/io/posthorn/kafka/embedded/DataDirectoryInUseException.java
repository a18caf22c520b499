package io.posthorn.kafka.embedded;

import java.nio.file.Path;

/** Another broker, in this process or another, runs on the data directory. */
public final class DataDirectoryInUseException extends RuntimeException {
    private final Path directory;

    DataDirectoryInUseException(Path directory) {
        super("data directory '" + directory + "' is in use by another process");
        this.directory = directory;
    }

    public Path directory() {
        return directory;
    }
}
