package io.posthorn.dispatcher.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files open for appending, the most recently used ones only. Shared by all threads of the process. */
public final class OpenFiles implements AutoCloseable {
    private final int most;
    private final Map<Path, FileChannel> files = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most how many files stay open */
    public OpenFiles(int most) {
        this.most = most;
    }

    /** Appends whole lines. A line that a crash left without its end is ended first. */
    synchronized void append(Path file, byte[] lines) throws IOException {
        var channel = files.get(file);
        if (channel == null) {
            channel = open(file);
            files.put(file, channel);
            closeEldest();
        }
        for (var buffer = ByteBuffer.wrap(lines); buffer.hasRemaining(); ) {
            channel.write(buffer);
        }
    }

    synchronized int size() {
        return files.size();
    }

    private static FileChannel open(Path file) throws IOException {
        var directory = file.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        var brokenOff = endsWithinLine(file);
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (brokenOff) {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
        return channel;
    }

    private static boolean endsWithinLine(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var last = ByteBuffer.allocate(1);
            return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
        }
    }

    private void closeEldest() throws IOException {
        if (files.size() > most) {
            var eldest = files.entrySet().iterator();
            var closed = eldest.next().getValue();
            eldest.remove();
            closed.close();
        }
    }

    @Override
    public synchronized void close() {
        for (var channel : files.values()) {
            try {
                channel.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        files.clear();
    }
}
