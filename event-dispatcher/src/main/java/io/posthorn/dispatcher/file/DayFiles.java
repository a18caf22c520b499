package io.posthorn.dispatcher.file;

import java.io.ByteArrayOutputStream;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A directory with a file for each day, {@code <UTC day>.jsonl}, to which lines of JSON are appended. A file is called
 * a stream.
 *
 * <p>Before a batch is written, the file {@code position} says which records it has and where their lines end. What
 * comes again is found there and left out: because nobody learnt that it had been written, or from an instance that has
 * been held up and does not know yet that others have written it in its place. So each line is there once, however
 * batches are cut.
 */
public final class DayFiles {
    private static final String SUFFIX = ".jsonl";

    private static final String POSITION = "position";

    /** Of a mark, before its lines. */
    private static final int FIXED_FIELDS = 4;

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
     * A line that was written.
     *
     * @param end where it ends in its file
     */
    private record Written(String file, long position, long end) {}

    /**
     * What was last written from a queue.
     *
     * @param queue it comes from: positions are those of one queue
     * @param first position before which everything has been written
     * @param last position of the last record
     * @param latest time of its records: positions of another Kafka than today's say nothing
     * @param lines of the batch, those of a file in their order
     * @param whole whether all of them are there
     */
    private record Mark(String queue, long first, long last, Instant latest, List<Written> lines, boolean whole) {

        /**
         * Whether it has to be kept in mind with a batch that begins so: because some of that has been written, or
         * because the batch runs ahead of what is to come again.
         */
        boolean concerns(Line head) {
            return head.position() <= last ? !head.at().isAfter(latest) : !whole;
        }

        /** Those of a batch that were not written. */
        List<Line> missing(List<Line> batch) {
            var written = lines.stream().map(Written::position).collect(Collectors.toSet());
            return batch.stream()
                    .filter(each -> each.position() >= first && !written.contains(each.position()))
                    .toList();
        }

        /** The same as a part of what was begun with another. */
        Mark after(Mark other) {
            return new Mark(
                    queue,
                    other.first,
                    Math.max(other.last, last),
                    other.latest.isAfter(latest) ? other.latest : latest,
                    lines,
                    whole);
        }

        /** The same with the lines that are there. */
        Mark upTo(Map<String, Long> lengths) {
            var there = lines.stream()
                    .filter(line -> line.end() <= lengths.getOrDefault(line.file(), 0L))
                    .toList();
            return new Mark(queue, first, last, latest, there, there.size() == lines.size());
        }

        static Mark parse(String text) {
            var fields = text.split(" ", -1);
            var lines = new ArrayList<Written>();
            var file = "";
            for (var field : Arrays.asList(fields).subList(FIXED_FIELDS, fields.length)) {
                var colon = field.indexOf(':');
                if (colon < 0) {
                    file = field;
                } else {
                    lines.add(new Written(
                            file,
                            Long.parseLong(field.substring(0, colon)),
                            Long.parseLong(field.substring(colon + 1))));
                }
            }
            return new Mark(
                    fields[0],
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[2]),
                    Instant.ofEpochMilli(Long.parseLong(fields[3])),
                    lines,
                    true);
        }

        @Override
        public String toString() {
            var text = new StringBuilder(queue + " " + first + " " + last + " " + latest.toEpochMilli());
            var file = "";
            for (var line : lines) {
                if (!line.file().equals(file)) {
                    file = line.file();
                    text.append(' ').append(file);
                }
                text.append(' ').append(line.position()).append(':').append(line.end());
            }
            return text.toString();
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
        var lengths = new HashMap<String, Long>();
        var marks = read(lengths);
        var last = Optional.ofNullable(marks.get(queue)).filter(mark -> mark.concerns(batch.getFirst()));
        var missing = last.map(mark -> mark.missing(batch)).orElse(batch);
        if (missing.isEmpty()) {
            return;
        }
        var lines = new ArrayList<>(last.map(Mark::lines).orElse(List.of()));
        var texts = new LinkedHashMap<String, ByteArrayOutputStream>();
        for (var each : missing) {
            var line = (each.json() + "\n").getBytes(StandardCharsets.UTF_8);
            var file = file(each);
            var end = length(file, lengths) + line.length;
            lengths.put(file, end);
            lines.add(new Written(file, each.position(), end));
            texts.computeIfAbsent(file, any -> new ByteArrayOutputStream()).writeBytes(line);
        }
        var next = new Mark(
                queue,
                missing.getFirst().position(),
                missing.getLast().position(),
                missing.stream().map(Line::at).max(Comparator.naturalOrder()).orElseThrow(),
                lines,
                true);
        marks.put(queue, last.map(next::after).orElse(next));
        write(marks.values());
        for (var text : texts.entrySet()) {
            append(text.getKey(), text.getValue().toByteArray());
        }
    }

    private static String file(Line line) {
        return LocalDate.ofInstant(line.at(), ZoneOffset.UTC) + SUFFIX;
    }

    /**
     * What was last written from each queue, as far as it is there.
     *
     * @param lengths of the files it is in, which are told here
     */
    private Map<String, Mark> read(Map<String, Long> lengths) throws IOException {
        var file = directory.resolve(POSITION);
        var marks = new LinkedHashMap<String, Mark>();
        if (!Files.exists(file)) {
            return marks;
        }
        for (var text : Files.readAllLines(file)) {
            // Marks of earlier versions say less, and begin with a number.
            if (!Character.isDigit(text.charAt(0))) {
                var mark = Mark.parse(text);
                for (var line : mark.lines()) {
                    var unused = length(line.file(), lengths);
                }
                marks.put(mark.queue(), mark.upTo(lengths));
            }
        }
        return marks;
    }

    private long length(String file, Map<String, Long> known) throws IOException {
        var length = known.get(file);
        if (length == null) {
            length = wholeLines(directory.resolve(file));
            known.put(file, length);
        }
        return length;
    }

    private void write(Collection<Mark> marks) throws IOException {
        var next = directory.resolve(POSITION + ".next");
        Files.write(next, marks.stream().map(Mark::toString).toList());
        Files.move(next, directory.resolve(POSITION), StandardCopyOption.ATOMIC_MOVE);
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

    private void append(String file, byte[] lines) throws IOException {
        try (var channel =
                FileChannel.open(directory.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            var buffer = ByteBuffer.wrap(lines);
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
