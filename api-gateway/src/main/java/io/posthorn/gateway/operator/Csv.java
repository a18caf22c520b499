package io.posthorn.gateway.operator;

import java.util.ArrayList;
import java.util.List;

/** Texts of RFC 4180: comma separated, double quotes around what needs them. */
final class Csv {
    private Csv() {}

    /**
     * One record.
     *
     * @param line where it begins, counted from 1
     */
    record Row(int line, List<String> cells) {}

    /** Reads a text; empty lines and lines that begin with {@code #} are left out. A quote that is never closed ends with the text. */
    static List<Row> read(String text) {
        var rows = new ArrayList<Row>();
        int line = 1;
        int at = text.startsWith("\uFEFF") ? 1 : 0;
        while (at < text.length()) {
            int began = line;
            var isComment = text.charAt(at) == '#';
            var cells = new ArrayList<String>();
            var cell = new StringBuilder();
            var quoted = false;
            var done = false;
            while (!done && at < text.length()) {
                char c = text.charAt(at++);
                if (c == '\n') {
                    line++;
                }
                if (quoted) {
                    if (c != '"') {
                        cell.append(c);
                    } else if (at < text.length() && text.charAt(at) == '"') {
                        cell.append(c);
                        at++;
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
                    cell.append(c);
                }
            }
            cells.add(cell.toString().strip());
            if (!isComment && !(cells.size() == 1 && cells.getFirst().isEmpty())) {
                rows.add(new Row(began, cells));
            }
        }
        return rows;
    }

    /** Writes one record, with its line end. */
    static void write(StringBuilder out, List<String> cells) {
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
