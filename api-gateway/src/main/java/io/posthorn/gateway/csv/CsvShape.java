package io.posthorn.gateway.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.posthorn.core.api.FieldViolation;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.api.Shape;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.csv.Csv;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A structure of the API as a line of a table. Each member is a column with its name; the entries of a list stand in
 * one cell with spaces between; each key of a map is a column of its own, such as {@code quotas.PhoneNumbers}. What the
 * shapes say about values is checked by the same code as for JSON.
 */
public final class CsvShape {
    private static final Pattern BETWEEN_ENTRIES = Pattern.compile("[ ;]+");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    /** The longest cell is a secret or a list of names. */
    private static final int LONGEST_RECORD = 64 * 1024;

    private final Shape.Structure structure;
    private final Map<String, Shape.Member> byColumn = new LinkedHashMap<>();
    private final Set<String> byReference;

    public CsvShape(Shape.Structure structure) {
        this(structure, Set.of());
    }

    /** @param byReference columns whose cells may name what holds the value, as {@code ${NAME}} */
    public CsvShape(Shape.Structure structure, Set<String> byReference) {
        this.structure = structure;
        this.byReference = Set.copyOf(byReference);
        structure.members().forEach(member -> byColumn.put(column(member.name()), member));
    }

    /**
     * What is wrong with a table.
     *
     * @param column empty where it is about the whole line
     */
    public record LineError(long line, String column, String message) {}

    /** A line of a table that is right. */
    public record Entry(long line, ObjectNode input) {}

    /** All lines of a table, and all that is wrong with it. */
    public record Table(List<Entry> entries, List<LineError> errors) {}

    /** The columns there are, in the order of the shape. Those of maps are as many as there are keys. */
    public Set<String> columns() {
        return byColumn.keySet();
    }

    /** The names that stand in a text in the place of values. */
    public static Stream<String> references(String text) {
        return REFERENCE.matcher(text).results().map(reference -> reference.group(1));
    }

    /**
     * Reads a table; its first line names the columns.
     *
     * @param variables the values of names that stand in their place; null for those that stand for nothing
     */
    public Table read(String text, Function<String, @Nullable String> variables) {
        var errors = new ArrayList<LineError>();
        var entries = new ArrayList<Entry>();
        long last = 0;
        try (var rows = Csv.reader(new ByteArrayInputStream(text.getBytes(UTF_8)), LONGEST_RECORD)) {
            CsvRecord header = null;
            for (var row : rows) {
                last = row.getStartingLineNumber();
                if (header == null) {
                    header = header(row, errors);
                    if (header == null) {
                        return new Table(List.of(), errors);
                    }
                } else {
                    var input = read(header, row, variables, errors);
                    if (input != null) {
                        entries.add(new Entry(last, input));
                    }
                }
            }
        } catch (CsvParseException broken) {
            errors.add(unreadable(last, LONGEST_RECORD));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory can be read", impossible);
        }
        if (last == 0 && errors.isEmpty()) {
            header(null, errors);
        }
        return new Table(entries, errors);
    }

    /**
     * What to say where no record can be made of the text.
     *
     * @param last where the last record before it began, 0 where there was none
     * @param longest most characters of a record
     */
    public static LineError unreadable(long last, int longest) {
        return new LineError(
                last + 1,
                "",
                "begins a record that cannot be read: a quote is not closed, or it is longer than " + longest
                        + " characters");
    }

    /** Reads one line; null where it is wrong, which is then among the errors. */
    public @Nullable ObjectNode read(CsvRecord header, CsvRecord row, List<LineError> errors) {
        return read(header, row, unknown -> null, errors);
    }

    private @Nullable ObjectNode read(
            CsvRecord header, CsvRecord row, Function<String, @Nullable String> variables, List<LineError> errors) {
        if (row.getFieldCount() != header.getFieldCount()) {
            errors.add(new LineError(
                    row.getStartingLineNumber(),
                    "",
                    "has " + row.getFieldCount() + " cells where the first line has " + header.getFieldCount()));
            return null;
        }
        int before = errors.size();
        var input = input(header.getFields(), resolved(header.getFields(), row, variables, errors));
        if (errors.size() > before) {
            return null;
        }
        var violations = RequestValidator.violations(structure, input);
        violations.forEach(violation -> errors.add(
                new LineError(row.getStartingLineNumber(), column(violation.path()), expectation(violation))));
        return violations.isEmpty() ? input : null;
    }

    /** What the rules of JSON call a number is a text here. */
    private String expectation(FieldViolation violation) {
        var member = byColumn.get(column(violation.path()));
        return member != null && member.shape() instanceof Shape.Timestamp
                ? "must be a time such as 2026-01-31T12:00:00Z"
                : violation.message();
    }

    /** The cells with what they name; nothing is said of the values, which are secrets. */
    private List<String> resolved(
            List<String> columns, CsvRecord row, Function<String, @Nullable String> variables, List<LineError> errors) {
        if (byReference.isEmpty()) {
            return row.getFields();
        }
        var cells = new ArrayList<>(row.getFields());
        for (int i = 0; i < cells.size(); i++) {
            var reference = REFERENCE.matcher(cells.get(i));
            if (byReference.contains(columns.get(i)) && reference.matches()) {
                var value = variables.apply(reference.group(1));
                if (value == null) {
                    errors.add(new LineError(
                            row.getStartingLineNumber(),
                            columns.get(i),
                            "names " + reference.group(1) + ", which is not set"));
                } else {
                    cells.set(i, value);
                }
            }
        }
        return cells;
    }

    /**
     * Checks the line that names the columns.
     *
     * @param first the first line of a table; null where it has none
     * @return that line; null where it is wrong, and what is wrong is then among the errors
     */
    public @Nullable CsvRecord header(@Nullable CsvRecord first, List<LineError> errors) {
        if (first == null) {
            errors.add(new LineError(1, "", "the first line must name the columns"));
            return null;
        }
        var found = new ArrayList<LineError>();
        var seen = new HashSet<String>();
        for (var column : first.getFields()) {
            if (member(column) == null) {
                found.add(new LineError(
                        first.getStartingLineNumber(),
                        column,
                        "is no column; there are " + String.join(", ", byColumn.keySet())));
            } else if (!seen.add(column)) {
                found.add(new LineError(first.getStartingLineNumber(), column, "is there twice"));
            }
        }
        byColumn.forEach((column, member) -> {
            if (member.required() && !seen.contains(column)) {
                found.add(new LineError(first.getStartingLineNumber(), column, "is a column that must be there"));
            }
        });
        errors.addAll(found);
        return found.isEmpty() ? first : null;
    }

    private Shape.@Nullable Member member(String column) {
        int dot = column.indexOf('.');
        var member = byColumn.get(dot < 0 ? column : column.substring(0, dot));
        return member != null && (member.shape() instanceof Shape.MapOf) == (dot > 0) ? member : null;
    }

    private ObjectNode input(List<String> columns, List<String> cells) {
        var input = WireJson.MAPPER.createObjectNode();
        for (int i = 0; i < cells.size(); i++) {
            var cell = cells.get(i);
            var column = columns.get(i);
            var member = member(column);
            if (cell.isEmpty() || member == null) {
                continue;
            }
            switch (member.shape()) {
                case Shape.MapOf map ->
                    input.withObjectProperty(member.name())
                            .set(column.substring(column.indexOf('.') + 1), scalar(map.value(), cell));
                case Shape.ListOf list -> {
                    var values = input.putArray(member.name());
                    BETWEEN_ENTRIES.splitAsStream(cell).forEach(part -> values.add(scalar(list.element(), part)));
                }
                default -> input.set(member.name(), scalar(member.shape(), cell));
            }
        }
        return input;
    }

    /** A text as a value of its shape; what cannot be one stays a text, and the check says so. */
    private static JsonNode scalar(Shape shape, String cell) {
        var nodes = WireJson.MAPPER.getNodeFactory();
        return switch (shape) {
            case Shape.Whole whole when cell.matches("-?[0-9]{1,18}") -> nodes.numberNode(Long.parseLong(cell));
            case Shape.Bool bool
            when cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false") ->
                nodes.booleanNode(cell.toLowerCase(Locale.ROOT).equals("true"));
            case Shape.Timestamp ignored -> time(cell);
            default -> nodes.stringNode(cell);
        };
    }

    private static JsonNode time(String cell) {
        try {
            return WireJson.MAPPER.valueToTree(Instant.parse(cell));
        } catch (DateTimeParseException noTime) {
            return WireJson.MAPPER.getNodeFactory().stringNode(cell);
        }
    }

    /** Writes a table that {@link #read} reads. */
    public String write(List<ObjectNode> entries) {
        var columns = new ArrayList<String>();
        byColumn.forEach((column, member) -> {
            if (member.shape() instanceof Shape.MapOf) {
                var keys = new TreeSet<String>();
                entries.forEach(entry -> keys.addAll(entry.path(member.name()).propertyNames()));
                keys.forEach(key -> columns.add(column + "." + key));
            } else {
                columns.add(column);
            }
        });
        var out = new StringWriter();
        try (var writer = Csv.writer(out)) {
            writer.writeRecord(columns);
            entries.forEach(entry -> writer.writeRecord(
                    columns.stream().map(column -> cell(entry, column)).toList()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory can be written", impossible);
        }
        return out.toString();
    }

    private String cell(ObjectNode entry, String column) {
        int dot = column.indexOf('.');
        if (dot > 0) {
            var member = byColumn.get(column.substring(0, dot));
            return member == null
                    ? ""
                    : entry.path(member.name()).path(column.substring(dot + 1)).asString("");
        }
        var member = byColumn.get(column);
        var value = member == null ? entry.missingNode() : entry.path(member.name());
        return value.isArray()
                ? String.join(" ", value.valueStream().map(JsonNode::asString).toList())
                : value.asString("");
    }

    /** The column that the value at a path of the input comes from. */
    public static String column(String path) {
        int bracket = path.indexOf('[');
        var name = bracket < 0 ? path : path.substring(0, bracket);
        return name.isEmpty() ? "" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
