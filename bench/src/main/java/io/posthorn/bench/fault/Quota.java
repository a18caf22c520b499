package io.posthorn.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A directory with little space, which can be filled up. */
final class Quota implements AutoCloseable {
    private static final int STEP = 4096;

    private final Path directory;
    private final Path filler;

    private Quota(Path directory) {
        this.directory = directory;
        filler = directory.resolve("filler");
    }

    /** Mounts a file system of its own there; nothing where this process may not mount. */
    static Optional<Quota> mount(Path directory, int mebibytes) throws IOException {
        Files.createDirectories(directory);
        return run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString())
                ? Optional.of(new Quota(directory))
                : Optional.empty();
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes all space that is left. */
    void fill() {
        var block = ByteBuffer.allocate(STEP);
        try (var channel = FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                channel.write(block.rewind());
            }
        } catch (IOException full) {
            // That is what was wanted.
        }
    }

    /** Gives it back. */
    void free() {
        try {
            Files.deleteIfExists(filler);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        if (!run("umount", "-l", directory.toString())) {
            System.err.println("bench: " + directory + " is still mounted");
        }
    }
}
