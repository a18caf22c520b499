package io.posthorn.dispatcher.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A directory with a file for each day, {@code <UTC day>.jsonl}, to which lines of JSON are appended. A file is called
 * a stream.
 *
 * <p>Before a batch is written, the file {@code position} says where it begins. A batch that comes again, because
 * nobody learnt that it had been written, is found there by its first record; what was written of it is cut off, and it
 * is written again: each line is there once. A batch from before that one comes from an instance that has been held up
 * and does not know yet that others have written it in its place; it is left out.
 */
public final class DayFiles {
    private static final String SUFFIX = ".jsonl";

    private static final String POSITION = "position";
    private static final int FIXED_FIELDS = 3;

    private final Path directory;

    /** @param directory made when something is appended */
    public DayFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * A line to be appended.
     *
     * @param position its place in the queue it comes from: rises, and is the same when it comes again
     * @param at says which day's file it belongs to
     * @param json without line ends
     */
    public record Line(long position, Instant at, String json) {}

    /**
     * Where a batch begins.
     *
     * @param first position of its first record
     * @param last position of its last record
     * @param latest time of its records: positions of another Kafka than today's say nothing
     * @param queue it comes from: positions are those of one queue
     * @param lengths of the files it goes to, before it
     */
    private record Mark(long first, long last, Instant latest, String queue, Map<String, Long> lengths) {
        private boolean reaches(Line head, String from) {
            return queue.equals(from) && head.position() <= last && !head.at().isAfter(latest);
        }

        /** Whether a batch that begins so is this one, come again. */
        boolean isOf(Line head, String from) {
            return reaches(head, from) && first <= head.position();
        }

        /** Whether a batch that begins so was written before this one. */
        boolean isAfter(Line head, String from) {
            return reaches(head, from) && head.position() < first;
        }

        static Mark parse(String text) {
            var fields = text.strip().split(" ", -1);
            var lengths = new LinkedHashMap<String, Long>();
            var next = FIXED_FIELDS;
            for (; next + 1 < fields.length; next += 2) {
                lengths.put(fields[next], Long.parseLong(fields[next + 1]));
            }
            return new Mark(
                    Long.parseLong(fields[0]),
                    Long.parseLong(fields[1]),
                    Instant.ofEpochMilli(Long.parseLong(fields[2])),
                    // Marks of earlier versions end before it.
                    next < fields.length ? fields[next] : "",
                    lengths);
        }

        @Override
        public String toString() {
            var text = new StringBuilder(first + " " + last + " " + latest.toEpochMilli());
            lengths.forEach(
                    (file, length) -> text.append(' ').append(file).append(' ').append(length));
            return text.append(' ').append(queue).append('\n').toString();
        }
    }

    /** Somebody else writes here, which ends when it knows that it must not. */
    public static final class InUseException extends IOException {
        private static final long serialVersionUID = 1L;

        InUseException() {
            super("another instance still writes here");
        }
    }

    /**
     * Appends a batch, each line once, however often the batch comes.
     *
     * @param queue the batch comes from, without white space; files can have several, one after the other
     * @param batch not empty, in the order of the queue
     * @throws InUseException while another instance does
     */
    public void append(String queue, List<Line> batch) throws IOException {
        Files.createDirectories(directory);
        try (var lockFile = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = lockFile.tryLock()) {
            if (lock == null) {
                throw new InUseException();
            }
            appendAlone(queue, batch);
        } catch (OverlappingFileLockException inThisProcess) {
            throw new InUseException();
        }
    }

    private void appendAlone(String queue, List<Line> batch) throws IOException {
        var last = read();
        if (last.isPresent() && last.get().isAfter(batch.getFirst(), queue)) {
            return;
        }
        if (last.isPresent() && last.get().isOf(batch.getFirst(), queue)) {
            cutBack(last.get());
        }
        var lines = new LinkedHashMap<String, StringBuilder>();
        for (var each : batch) {
            lines.computeIfAbsent(file(each), any -> new StringBuilder())
                    .append(each.json())
                    .append('\n');
        }
        var lengths = new LinkedHashMap<String, Long>();
        for (var file : lines.keySet()) {
            lengths.put(file, wholeLines(directory.resolve(file)));
        }
        write(new Mark(
                batch.getFirst().position(),
                batch.getLast().position(),
                batch.stream().map(Line::at).max(Comparator.naturalOrder()).orElseThrow(),
                queue,
                lengths));
        for (var file : lines.entrySet()) {
            append(file.getKey(), file.getValue().toString());
        }
    }

    private static String file(Line line) {
        return LocalDate.ofInstant(line.at(), ZoneOffset.UTC) + SUFFIX;
    }

    private Optional<Mark> read() throws IOException {
        var file = directory.resolve(POSITION);
        return Files.exists(file) ? Optional.of(Mark.parse(Files.readString(file))) : Optional.empty();
    }

    private void write(Mark mark) throws IOException {
        var next = directory.resolve(POSITION + ".next");
        Files.writeString(next, mark.toString());
        Files.move(next, directory.resolve(POSITION), StandardCopyOption.ATOMIC_MOVE);
    }

    private void cutBack(Mark mark) throws IOException {
        for (var each : mark.lengths().entrySet()) {
            var file = directory.resolve(each.getKey());
            if (Files.exists(file)) {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(each.getValue());
                }
            }
        }
    }

    /** The length of a file up to its last line end: what a crash left behind that is cut off. */
    private static long wholeLines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var last = ByteBuffer.allocate(1);
            var length = channel.size();
            while (length > 0 && channel.read(last.clear(), length - 1) == 1 && last.get(0) != '\n') {
                length--;
            }
            channel.truncate(length);
            return length;
        }
    }

    private void append(String file, String lines) throws IOException {
        try (var channel =
                FileChannel.open(directory.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            var buffer = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    /** The streams there are, oldest first. */
    public List<String> streams() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** How long a stream is, in bytes; what a crash left behind its last line is counted. */
    public long length(String stream) throws IOException {
        var file = directory.resolve(stream + SUFFIX);
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** What stands in a stream from a place on, no more than so many bytes. */
    public byte[] read(String stream, long offset, int most) throws IOException {
        try (var channel = FileChannel.open(directory.resolve(stream + SUFFIX), StandardOpenOption.READ)) {
            var content = ByteBuffer.allocate(Math.clamp(channel.size() - offset, 0, most));
            while (content.hasRemaining() && channel.read(content, offset + content.position()) > 0) {
                // Another turn.
            }
            return Arrays.copyOf(content.array(), content.position());
        } catch (NoSuchFileException removed) {
            return new byte[0];
        }
    }

    /** Where it is. */
    @Override
    public String toString() {
        return directory.toString();
    }

    /** Removes the streams of the days before {@code oldest}. */
    public void removeBefore(LocalDate oldest) throws IOException {
        for (var stream : streams()) {
            // As text, days are in the order of time.
            if (stream.compareTo(oldest.toString()) < 0) {
                Files.deleteIfExists(directory.resolve(stream + SUFFIX));
            }
        }
    }
}
