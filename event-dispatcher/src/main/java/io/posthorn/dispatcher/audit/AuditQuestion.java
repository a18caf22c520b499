package io.posthorn.dispatcher.audit;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.dispatcher.file.FilePlace;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What somebody wants to know of the audit log. Texts are empty where they do not matter.
 *
 * @param start first time
 * @param end the time after the last
 * @param operation name of the operation
 * @param user a name, an ARN or an access key
 * @param resource a name, an id or an ARN
 * @param error code of the error; an asterisk for any
 * @param most longest list of records wanted
 * @param before where to look: not from this place on; empty for everywhere
 */
record AuditQuestion(
        Instant start,
        Instant end,
        String operation,
        String user,
        String resource,
        String error,
        int most,
        Optional<FilePlace> before) {
    private static final int USUALLY = 50;
    private static final String ANY = "*";

    /** Reads a request, which is valid by the model. */
    static AuditQuestion of(String request) {
        var input = WireJson.MAPPER.readTree(request);
        return new AuditQuestion(
                time(input.path("StartTime"), Instant.MIN),
                time(input.path("EndTime"), Instant.MAX),
                text(input, "EventName"),
                text(input, "User"),
                text(input, "Resource"),
                text(input, "ErrorCode"),
                input.path("MaxResults").asInt(USUALLY),
                Optional.of(FilePlace.of(text(input, "NextToken"))).filter(place -> !place.equals(FilePlace.BEGIN)));
    }

    private static Instant time(JsonNode seconds, Instant otherwise) {
        return seconds.isNumber()
                ? Instant.ofEpochMilli(seconds.decimalValue()
                        .multiply(BigDecimal.valueOf(1_000))
                        .longValue())
                : otherwise;
    }

    private static String text(JsonNode input, String member) {
        return input.path(member).asString("");
    }

    /** Whether the calls of a day can be meant. */
    boolean isAboutDay(String day) {
        return (start.equals(Instant.MIN) || day.compareTo(day(start)) >= 0)
                && (end.equals(Instant.MAX) || day.compareTo(day(end)) <= 0);
    }

    private static String day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
    }

    /** Whether a record can be meant; spares most of them from being parsed. */
    boolean mayBeAbout(String line) {
        return Stream.of(operation, user, lastPart(resource), error)
                .allMatch(text ->
                        text.equals(ANY) || text.indexOf('"') >= 0 || text.indexOf('\\') >= 0 || line.contains(text));
    }

    /** Whether a record is meant. */
    boolean isAbout(JsonNode call) {
        return isInTime(Instant.parse(call.path("eventTime").asString("")))
                && (operation.isEmpty() || operation.equals(text(call, "eventName")))
                && (user.isEmpty() || names(call.path("userIdentity")).contains(user))
                && (resource.isEmpty() || names(call.path("requestParameters"), call.path("responseElements")))
                && (error.isEmpty()
                        || (error.equals(ANY) ? call.has("errorCode") : error.equals(text(call, "errorCode"))));
    }

    private boolean isInTime(Instant time) {
        return !time.isBefore(start) && time.isBefore(end);
    }

    private static List<String> names(JsonNode identity) {
        var issuer = identity.path("sessionContext").path("sessionIssuer");
        var arn = text(identity, "arn");
        return List.of(
                text(identity, "userName"),
                arn,
                text(identity, "accessKeyId"),
                // The name of a session.
                lastPart(arn),
                text(issuer, "userName"),
                text(issuer, "arn"));
    }

    private boolean names(JsonNode... values) {
        return Stream.of(values).anyMatch(this::isNamedIn);
    }

    private boolean isNamedIn(JsonNode value) {
        if (value.isString()) {
            var text = value.stringValue();
            return text.equals(resource)
                    || (text.startsWith("arn:") && lastPart(text).equals(resource))
                    || (resource.startsWith("arn:") && text.equals(lastPart(resource)));
        }
        return value.valueStream().anyMatch(this::isNamedIn);
    }

    /** The name or id at the end of an ARN. */
    private static String lastPart(String arn) {
        return arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    }
}
