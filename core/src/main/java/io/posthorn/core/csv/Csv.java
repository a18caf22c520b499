package io.posthorn.core.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.FieldModifiers;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Objects;

/**
 * Texts of RFC 4180 in UTF-8. The first record names the columns; empty lines, lines that begin with {@code #} and
 * white space around cells count for nothing.
 */
public final class Csv {
    private static final int LONGEST_OF_OURS = 64 * 1024;

    private Csv() {}

    /**
     * Reads a text piece by piece.
     *
     * @param longest most characters of one record; a longer one, or one whose quotes are wrong, is answered with
     *     {@link de.siegmar.fastcsv.reader.CsvParseException}
     */
    public static CsvReader<CsvRecord> reader(InputStream text, int longest) {
        var records = CsvRecordHandler.of(
                handler -> handler.maxFieldSize(longest).maxRecordSize(longest).fieldModifier(FieldModifiers.STRIP));
        return CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .trimWhitespacesAroundQuotes(true)
                .detectBomHeader(true)
                .maxBufferSize(longest)
                .build(records, text, UTF_8);
    }

    /** Writes a text that {@link #reader} reads. */
    public static CsvWriter writer(Writer text) {
        return CsvWriter.builder()
                .commentCharacter('#')
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text);
    }

    /**
     * The records of a text behind the one that names the columns.
     *
     * @throws de.siegmar.fastcsv.reader.CsvParseException when it is none
     */
    public static List<CsvRecord> records(String text) {
        return records(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    /** The same of a file that lies beside a class. */
    public static List<CsvRecord> resource(Class<?> owner, String file) {
        return records(Objects.requireNonNull(owner.getResourceAsStream(file), file));
    }

    private static List<CsvRecord> records(InputStream text) {
        try (var reader = reader(text, LONGEST_OF_OURS)) {
            return reader.stream().skip(1).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read a table", broken);
        }
    }
}
