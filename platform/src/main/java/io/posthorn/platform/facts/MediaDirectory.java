package io.posthorn.platform.facts;

import io.posthorn.core.media.MediaStore;
import io.posthorn.core.media.MediaUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Media files in a directory of this machine: one directory for each bucket, and in it the keys as paths. */
final class MediaDirectory implements MediaStore {
    private final Path root;

    MediaDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Found find(MediaUrl url) {
        try {
            var bucket = root.resolve(url.bucket()).normalize();
            var file = bucket.resolve(url.key()).normalize();
            // A key must not lead out of its bucket, nor a bucket out of the directory.
            if (!root.equals(bucket.getParent())
                    || !file.startsWith(bucket)
                    || !Files.isRegularFile(file)
                    || !Files.isReadable(file)) {
                return Found.Inaccessible.INSTANCE;
            }
            return new Found.File(Files.size(file));
        } catch (InvalidPathException | IOException unreadable) {
            return Found.Inaccessible.INSTANCE;
        }
    }
}
