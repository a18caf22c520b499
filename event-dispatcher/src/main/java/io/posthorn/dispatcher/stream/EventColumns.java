package io.posthorn.dispatcher.stream;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The columns of events: all members of all kinds of events, each of which may be missing. */
final class EventColumns {
    /** Prices are US dollars with at most so many decimals. */
    private static final int DECIMALS = 8;

    private static final int DIGITS = 18;

    private static final String CONTEXT = "context";

    private static final List<ParquetFile.Column> COLUMNS = List.of(
            new ParquetFile.Column("eventType", ParquetFile.Kind.TEXT),
            new ParquetFile.Column("eventVersion", ParquetFile.Kind.TEXT),
            new ParquetFile.Column("eventTimestamp", ParquetFile.Kind.TIME),
            new ParquetFile.Column("isFinal", ParquetFile.Kind.TRUTH),
            new ParquetFile.Column("contentType", ParquetFile.Kind.TEXT),
            new ParquetFile.Column("originationPhoneNumber", ParquetFile.Kind.TEXT),
            new ParquetFile.Column("destinationPhoneNumber", ParquetFile.Kind.TEXT),
            new ParquetFile.Column("isoCountryCode", ParquetFile.Kind.TEXT),
            new ParquetFile.Column("messageId", ParquetFile.Kind.TEXT),
            new ParquetFile.Column("messageRequestTimestamp", ParquetFile.Kind.TIME),
            new ParquetFile.Column("messageEncoding", ParquetFile.Kind.TEXT),
            new ParquetFile.Column("messageType", ParquetFile.Kind.TEXT),
            new ParquetFile.Column("messageStatus", ParquetFile.Kind.TEXT),
            new ParquetFile.Column("messageStatusDescription", ParquetFile.Kind.TEXT),
            new ParquetFile.Column("callDurationInSeconds", ParquetFile.Kind.NUMBER),
            new ParquetFile.Column("totalDurationInMinutes", ParquetFile.Kind.NUMBER),
            new ParquetFile.Column("totalMessageParts", ParquetFile.Kind.NUMBER),
            new ParquetFile.Column("totalMessagePrice", ParquetFile.Kind.DOLLARS),
            new ParquetFile.Column("totalCarrierFee", ParquetFile.Kind.DOLLARS),
            new ParquetFile.Column(CONTEXT, ParquetFile.Kind.MAP));

    private static final Set<String> NAMES =
            new TreeSet<>(COLUMNS.stream().map(ParquetFile.Column::name).toList());

    private EventColumns() {}

    /** Whether all there is in a record has a column that can hold it. */
    static boolean fits(JsonNode event) {
        return event.isObject()
                && NAMES.containsAll(event.propertyNames())
                && COLUMNS.stream()
                        .allMatch(column -> !event.has(column.name()) || fits(event.get(column.name()), column.kind()));
    }

    private static boolean fits(JsonNode value, ParquetFile.Kind kind) {
        return switch (kind) {
            case TEXT -> value.isString();
            case TRUTH -> value.isBoolean();
            case TIME -> value.isIntegralNumber() && value.canConvertToLong();
            case NUMBER -> value.isIntegralNumber() && value.canConvertToInt();
            case DOLLARS -> value.isNumber() && fits(value.decimalValue());
            case MAP -> value.isObject() && value.values().stream().allMatch(JsonNode::isString);
        };
    }

    private static boolean fits(BigDecimal amount) {
        var plain = amount.stripTrailingZeros();
        return plain.scale() <= DECIMALS && plain.precision() - plain.scale() <= DIGITS - DECIMALS;
    }

    /** A Parquet file with a row for each event. */
    static byte[] write(List<JsonNode> events) throws IOException {
        var file = new ParquetFile("event", events.size());
        for (var column : COLUMNS) {
            var values = events.stream().map(event -> event.path(column.name())).toList();
            switch (column.kind()) {
                case TEXT -> file.text(column, values);
                case TRUTH -> file.truth(column, values);
                case TIME -> file.longs(column, values, JsonNode::asLong);
                case NUMBER -> file.ints(column, values);
                case DOLLARS ->
                    file.longs(
                            column,
                            values,
                            value -> value.decimalValue()
                                    .movePointRight(DECIMALS)
                                    .longValueExact());
                case MAP -> file.map(column, values);
            }
        }
        return file.end(DIGITS, DECIMALS);
    }
}
