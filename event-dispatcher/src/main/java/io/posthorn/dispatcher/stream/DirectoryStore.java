package io.posthorn.dispatcher.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Objects as files of a directory. */
final class DirectoryStore implements ObjectStore {
    /** Begins with a dot, so that readers of the directory leave it alone. */
    private static final String UNFINISHED = ".unfinished-";

    private final Path directory;

    DirectoryStore(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    @Override
    public void put(String key, byte[] content) throws IOException {
        var file = directory.resolve(key).normalize();
        var parent = file.getParent();
        if (parent == null || !file.startsWith(directory)) {
            throw new IOException("the key leads out of the directory");
        }
        Files.createDirectories(parent);
        var unfinished = parent.resolve(UNFINISHED + file.getFileName());
        Files.write(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        // Nothing stays open.
    }
}
