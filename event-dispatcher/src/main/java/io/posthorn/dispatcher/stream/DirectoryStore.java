package io.posthorn.dispatcher.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Objects as files of a directory. Each is written where readers do not look, and then put where it belongs. */
final class DirectoryStore implements ObjectStore {
    /** Begins with a dot, so that readers of the directory leave it alone. */
    private static final String CORNER = ".unfinished";

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
        var corner = Files.createDirectories(directory.resolve(CORNER));
        var name = file.getFileName() + "~";
        // Of this attempt alone: an instance that was held up may be at work on the same object.
        var unfinished = corner.resolve(name + UUID.randomUUID());
        Files.write(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        removeOthers(corner, name);
    }

    /** What attempts have left that did not come to their end. */
    private static void removeOthers(Path corner, String name) throws IOException {
        try (var left = Files.newDirectoryStream(
                corner, file -> String.valueOf(file.getFileName()).startsWith(name))) {
            for (var each : left) {
                Files.deleteIfExists(each);
            }
        }
    }

    @Override
    public void close() {
        // Nothing stays open.
    }
}
