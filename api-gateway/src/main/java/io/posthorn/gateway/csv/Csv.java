package io.posthorn.gateway.csv;

import java.io.IOException;
import java.io.Reader;
import java.io.Serial;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts of RFC 4180: comma separated, double quotes around what needs them. */
public final class Csv {
    private Csv() {}

    /**
     * One record.
     *
     * @param line where it begins, counted from 1
     */
    public record Row(int line, List<String> cells) {}

    /** A record is longer than anybody wants to hold in memory; mostly a quote was not closed. */
    public static final class TooLongException extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final int line;

        TooLongException(int line, int limit) {
            super("is longer than " + limit + " characters; a quote may not be closed");
            this.line = line;
        }

        /** Where the record begins. */
        public int line() {
            return line;
        }
    }

    /**
     * Reads a text; empty lines and lines that begin with {@code #} are left out. A quote that is never closed ends
     * with the text.
     */
    static List<Row> read(String text) {
        var rows = new ArrayList<Row>();
        var source = new Rows(new StringReader(text), Integer.MAX_VALUE);
        try {
            for (var row = source.next(); row != null; row = source.next()) {
                rows.add(row);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory can be read", impossible);
        }
        return rows;
    }

    /**
     * The records of a text that is read piece by piece; empty lines and lines that begin with {@code #} are left out.
     */
    public static final class Rows {
        private static final int END = -1;
        private static final int BYTE_ORDER_MARK = '\uFEFF';

        private final Reader text;
        private final int longest;
        private int line = 1;
        private boolean began;
        private int ahead;

        /**
         * Begins at the beginning.
         *
         * @param text read character by character
         * @param longest most characters of one record
         */
        public Rows(Reader text, int longest) {
            this.text = text;
            this.longest = longest;
        }

        /**
         * The next record; null where there is none.
         *
         * @throws TooLongException when it is too long
         */
        public @Nullable Row next() throws IOException {
            if (!began) {
                began = true;
                ahead = text.read();
                ahead = ahead == BYTE_ORDER_MARK ? text.read() : ahead;
            }
            while (ahead != END) {
                int first = line;
                var isComment = ahead == '#';
                var cells = cells(isComment);
                if (!isComment && !(cells.size() == 1 && cells.getFirst().isEmpty())) {
                    return new Row(first, cells);
                }
            }
            return null;
        }

        private List<String> cells(boolean isComment) throws IOException {
            int first = line;
            var cells = new ArrayList<String>();
            var cell = new StringBuilder();
            int length = 0;
            var quoted = false;
            var done = false;
            while (!done && ahead != END) {
                int c = take();
                if (++length > longest) {
                    throw new TooLongException(first, longest);
                }
                if (quoted) {
                    if (c != '"') {
                        cell.append((char) c);
                    } else if (ahead == '"') {
                        cell.append((char) take());
                    } else {
                        quoted = false;
                    }
                } else if (c == '"' && !isComment) {
                    quoted = true;
                } else if (c == ',' && !isComment) {
                    cells.add(cell.toString().strip());
                    cell.setLength(0);
                } else if (c == '\n') {
                    done = true;
                } else {
                    cell.append((char) c);
                }
            }
            cells.add(cell.toString().strip());
            return cells;
        }

        private int take() throws IOException {
            int taken = ahead;
            if (taken == '\n') {
                line++;
            }
            ahead = text.read();
            return taken;
        }
    }

    /** Writes one record, with its line end. */
    public static void write(StringBuilder out, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            var cell = cells.get(i);
            if (cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r') || cell.startsWith("#")) {
                out.append('"').append(cell.replace("\"", "\"\"")).append('"');
            } else {
                out.append(cell);
            }
        }
        out.append("\r\n");
    }
}
