package io.posthorn.dispatcher.log;

import io.posthorn.dispatcher.sink.BatchPublication;
import io.posthorn.dispatcher.sink.BatchSink;
import io.posthorn.platform.kafka.InfrastructureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Appends events to files, {@code <place>/<UTC day of the event>.jsonl}, one JSON object a line. All lines a batch has
 * for a file are written in one piece.
 *
 * <p>A crash between writing and committing repeats the lines of one batch. Cutting the files back instead would need
 * each file to belong to one partition, and readers want one file for each place; {@code messageId} and {@code
 * eventType} together tell lines that are there twice.
 */
public final class FileSink implements BatchSink {
    private final Path directory;
    private final OpenFiles files;
    private final Map<Path, StringBuilder> batch = new LinkedHashMap<>();

    /** @param directory has a directory for each place */
    public FileSink(Path directory, OpenFiles files) {
        this.directory = directory;
        this.files = files;
    }

    @Override
    public boolean append(BatchPublication publication) {
        var day = LocalDate.ofInstant(publication.source().value().getEventTimestamp(), ZoneOffset.UTC);
        var file = directory.resolve(SafeName.of(publication.target().name())).resolve(day + ".jsonl");
        batch.computeIfAbsent(file, any -> new StringBuilder())
                .append(publication.json())
                .append('\n');
        return true;
    }

    @Override
    public List<Failure> flush() {
        for (var each : batch.entrySet()) {
            try {
                files.append(each.getKey(), each.getValue().toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException failed) {
                throw new InfrastructureException("cannot write " + each.getKey(), failed);
            }
        }
        batch.clear();
        return List.of();
    }
}
