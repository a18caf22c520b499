package io.posthorn.dispatcher.file;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@link DayFiles} to answer questions. What cannot be read is passed over: asking again would find it broken
 * again, and nobody's questions be answered.
 */
public final class DayReader {
    private static final Logger log = LoggerFactory.getLogger(DayReader.class);

    private final Counter unreadable;

    /** @param unreadable counts what was passed over */
    public DayReader(Counter unreadable) {
        this.unreadable = unreadable;
    }

    /** The streams there are, oldest first. */
    public List<String> streams(DayFiles files) {
        return orElse(files, "", List.of(), files::streams);
    }

    /** See {@link DayFiles#length}; 0 where that cannot be told. */
    public long length(DayFiles files, String stream) {
        return orElse(files, stream, 0L, () -> files.length(stream));
    }

    /** See {@link DayFiles#read}; nothing where it cannot be read. */
    public byte[] read(DayFiles files, String stream, long offset, int most) {
        return orElse(files, stream, new byte[0], () -> files.read(stream, offset, most));
    }

    /** Something to be read. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T orElse(DayFiles files, String stream, T otherwise, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException failed) {
            unreadable.increment();
            log.atWarn()
                    .addKeyValue("directory", files)
                    .addKeyValue("stream", stream)
                    .addKeyValue("reason", failed.toString())
                    .log("a file cannot be read and is left out of an answer");
            return otherwise;
        }
    }
}
