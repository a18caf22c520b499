package io.posthorn.core.api;

import io.posthorn.core.api.FieldViolation.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks a request against the shape of its operation's input. The checks are those the shapes carry; what depends on
 * resources or on several members together (such as the one member a union must have) is the operation's to check.
 *
 * <p>Members the model does not know are ignored, because newer clients send them. A null member is an absent one. For
 * each value the first broken rule is reported, in the order type, length, values, pattern; a list or map of a wrong
 * size is not looked into. So the work and the answer are bounded by the model, whatever was sent.
 */
public final class RequestValidator {
    /** From the year 1 to the end of the year 9999, which every calendar, store and client can hold. */
    private static final Shape.Bounds SECONDS = new Shape.Bounds(
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond(),
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());

    private RequestValidator() {}

    /** All violations, in the order of the model; empty when the request may be handed to the operation. */
    public static List<FieldViolation> violations(Operation operation, JsonNode request) {
        return violations(operation.input(), request);
    }

    /**
     * The same check for any structure; with an operation's output it tells whether an answer is what clients expect.
     */
    public static List<FieldViolation> violations(Shape.Structure structure, JsonNode value) {
        var found = new ArrayList<FieldViolation>(0);
        check(structure, value, "", "", found);
        return found.isEmpty() ? List.of() : List.copyOf(found);
    }

    /** Checks a string that did not come as JSON; empty when it is right. */
    public static Optional<FieldViolation> violation(Shape.Text text, String path, String value) {
        var brokenRule = brokenRule(text, value);
        return brokenRule == null
                ? Optional.empty()
                : Optional.of(new FieldViolation(path, brokenRule, expectation(text, brokenRule)));
    }

    /**
     * The path is the prefix and the name; it is put together only when it is needed, because most requests are right.
     */
    private static void check(Shape shape, JsonNode value, String prefix, String name, List<FieldViolation> found) {
        switch (shape) {
            case Shape.Text text -> checkText(text, value, prefix, name, found);
            case Shape.Structure structure -> checkStructure(structure, value, prefix, name, found);
            case Shape.ListOf list -> checkList(list, value, prefix, name, found);
            case Shape.MapOf map -> checkMap(map, value, prefix, name, found);
            case Shape.Whole whole -> checkWhole(whole, value, prefix, name, found);
            case Shape.Fractional fractional -> checkFractional(fractional, value, prefix, name, found);
            case Shape.Timestamp timestamp -> checkTimestamp(timestamp, value, prefix, name, found);
            case Shape.Blob blob -> checkBlob(blob, value, prefix, name, found);
            case Shape.Bool bool -> {
                if (!value.isBoolean()) {
                    found.add(wrongType(bool, prefix + name));
                }
            }
        }
    }

    private static void checkStructure(
            Shape.Structure structure, JsonNode value, String prefix, String name, List<FieldViolation> found) {
        if (!value.isObject()) {
            found.add(wrongType(structure, prefix + name));
            return;
        }
        var inner = prefix.isEmpty() && name.isEmpty() ? "" : prefix + name + ".";
        var members = structure.members();
        for (int i = 0; i < members.size(); i++) {
            var member = members.get(i);
            var child = value.get(member.name());
            if (child != null && !child.isNull()) {
                check(member.shape(), child, inner, member.name(), found);
            } else if (member.required()) {
                found.add(new FieldViolation(inner + member.name(), Rule.REQUIRED, "is required"));
            }
        }
    }

    private static void checkList(
            Shape.ListOf list, JsonNode value, String prefix, String name, List<FieldViolation> found) {
        if (!value.isArray()) {
            found.add(wrongType(list, prefix + name));
        } else if (!list.size().contains(value.size())) {
            found.add(wrongSize(list.size(), prefix + name));
        } else {
            var path = prefix + name;
            for (int i = 0; i < value.size(); i++) {
                check(list.element(), value.get(i), path, "[" + i + "]", found);
            }
        }
    }

    private static void checkMap(
            Shape.MapOf map, JsonNode value, String prefix, String name, List<FieldViolation> found) {
        if (!value.isObject()) {
            found.add(wrongType(map, prefix + name));
        } else if (!map.size().contains(value.size())) {
            found.add(wrongSize(map.size(), prefix + name));
        } else {
            var path = prefix + name;
            for (var entry : value.properties()) {
                checkEntry(map, entry, path, found);
            }
        }
    }

    private static void checkEntry(
            Shape.MapOf map, Map.Entry<String, JsonNode> entry, String path, List<FieldViolation> found) {
        var brokenRule = brokenRule(map.key(), entry.getKey());
        if (brokenRule == null) {
            check(map.value(), entry.getValue(), path + ".", entry.getKey(), found);
        } else {
            found.add(new FieldViolation(path, brokenRule, "has a key that " + expectation(map.key(), brokenRule)));
        }
    }

    private static void checkText(
            Shape.Text text, JsonNode value, String prefix, String name, List<FieldViolation> found) {
        if (!value.isString()) {
            found.add(wrongType(text, prefix + name));
            return;
        }
        var brokenRule = brokenRule(text, value.stringValue());
        if (brokenRule != null) {
            found.add(new FieldViolation(prefix + name, brokenRule, expectation(text, brokenRule)));
        }
    }

    private static @Nullable Rule brokenRule(Shape.Text text, String value) {
        if (!fits(text.length(), value)) {
            return Rule.LENGTH;
        }
        if (!text.values().isEmpty() && !text.values().contains(value)) {
            return Rule.ENUM;
        }
        var pattern = text.pattern();
        return pattern == null || pattern.matcher(value).matches() ? null : Rule.PATTERN;
    }

    private static boolean fits(Shape.Bounds length, String value) {
        int units = value.length();
        // A code point is one or two units, so in most cases nothing need be counted.
        return (units <= length.max() && units >= 2 * length.min()) || length.contains(value.codePointCount(0, units));
    }

    private static String expectation(Shape.Text text, Rule brokenRule) {
        return switch (brokenRule) {
            case LENGTH -> "must be " + text.length() + " characters long";
            case ENUM -> "must be one of " + String.join(", ", text.values());
            default -> "must match the pattern " + text.pattern();
        };
    }

    private static void checkWhole(
            Shape.Whole whole, JsonNode value, String prefix, String name, List<FieldViolation> found) {
        if (!value.isIntegralNumber()) {
            found.add(wrongType(whole, prefix + name));
        } else if (!value.canConvertToLong() || !whole.range().contains(value.longValue())) {
            found.add(outOfRange(whole.range().toString(), prefix + name));
        }
    }

    private static void checkFractional(
            Shape.Fractional fractional, JsonNode value, String prefix, String name, List<FieldViolation> found) {
        if (!value.isNumber()) {
            found.add(wrongType(fractional, prefix + name));
            return;
        }
        double number = value.doubleValue(Double.POSITIVE_INFINITY);
        if (number < fractional.min() || number > fractional.max()) {
            found.add(outOfRange(fractional.min() + " to " + fractional.max(), prefix + name));
        }
    }

    private static void checkTimestamp(
            Shape.Timestamp timestamp, JsonNode value, String prefix, String name, List<FieldViolation> found) {
        if (!value.isNumber()) {
            found.add(wrongType(timestamp, prefix + name));
        } else if (!SECONDS.contains((long) value.doubleValue(Double.POSITIVE_INFINITY))) {
            found.add(outOfRange(SECONDS.toString(), prefix + name));
        }
    }

    private static void checkBlob(
            Shape.Blob blob, JsonNode value, String prefix, String name, List<FieldViolation> found) {
        if (!value.isString()) {
            found.add(wrongType(blob, prefix + name));
            return;
        }
        var text = value.stringValue();
        if (text.length() / 4L * 3L > blob.length().max() + 2) {
            found.add(wrongLength(blob, prefix + name));
            return;
        }
        try {
            if (!blob.length().contains(Base64.getDecoder().decode(text).length)) {
                found.add(wrongLength(blob, prefix + name));
            }
        } catch (IllegalArgumentException notBase64) {
            found.add(new FieldViolation(prefix + name, Rule.ENCODING, "must be base64"));
        }
    }

    private static FieldViolation wrongType(Shape shape, String path) {
        return new FieldViolation(path, Rule.TYPE, "must be " + shape.noun());
    }

    private static FieldViolation wrongSize(Shape.Bounds size, String path) {
        return new FieldViolation(path, Rule.SIZE, "must have " + size + " entries");
    }

    private static FieldViolation wrongLength(Shape.Blob blob, String path) {
        return new FieldViolation(path, Rule.LENGTH, "must be " + blob.length() + " bytes long");
    }

    private static FieldViolation outOfRange(String range, String path) {
        return new FieldViolation(path, Rule.RANGE, "must be " + range);
    }
}
