package io.posthorn.core.topic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A condition for one value; a value that is not there is a missing node. */
sealed interface FilterCondition {
    boolean matches(JsonNode value);

    /** The value is this one; numbers compare by value. */
    record Exactly(JsonNode expected) implements FilterCondition {
        @Override
        public boolean matches(JsonNode value) {
            return expected.isNumber()
                    ? value.isNumber() && expected.decimalValue().compareTo(value.decimalValue()) == 0
                    : expected.equals(value);
        }
    }

    /** The value begins so. */
    record Prefix(String prefix) implements FilterCondition {
        @Override
        public boolean matches(JsonNode value) {
            return value.isString() && value.stringValue().startsWith(prefix);
        }
    }

    /** The value ends so. */
    record Suffix(String suffix) implements FilterCondition {
        @Override
        public boolean matches(JsonNode value) {
            return value.isString() && value.stringValue().endsWith(suffix);
        }
    }

    /** The value is this one, whatever the case of its letters. */
    record IgnoringCase(String expected) implements FilterCondition {
        @Override
        public boolean matches(JsonNode value) {
            return value.isString() && value.stringValue().equalsIgnoreCase(expected);
        }
    }

    /**
     * The value looks like a pattern in which stars stand for anything.
     *
     * @param parts what stands before, between and behind the stars
     */
    record Wildcard(List<String> parts) implements FilterCondition {
        public Wildcard {
            parts = List.copyOf(parts);
        }

        /** Each part is taken where it comes first, so that no pattern takes longer than the text is long. */
        @Override
        public boolean matches(JsonNode value) {
            if (!value.isString()) {
                return false;
            }
            var text = value.stringValue();
            var first = parts.getFirst();
            var last = parts.getLast();
            if (parts.size() == 1) {
                return text.equals(first);
            }
            if (!text.startsWith(first) || !text.endsWith(last) || text.length() < first.length() + last.length()) {
                return false;
            }
            var end = text.length() - last.length();
            var at = first.length();
            for (var part : parts.subList(1, parts.size() - 1)) {
                var found = text.indexOf(part, at);
                if (found < 0 || found + part.length() > end) {
                    return false;
                }
                at = found + part.length();
            }
            return true;
        }
    }

    /** There is a value, and it meets none of these. */
    record Not(List<FilterCondition> conditions) implements FilterCondition {
        @Override
        public boolean matches(JsonNode value) {
            return (value.isString() || value.isNumber() || value.isBoolean())
                    && conditions.stream().noneMatch(condition -> condition.matches(value));
        }
    }

    /**
     * The value is a number between two bounds.
     *
     * @param low null where there is none
     * @param high null where there is none
     */
    record Between(
            @Nullable BigDecimal low,
            boolean lowIncluded,
            @Nullable BigDecimal high,
            boolean highIncluded) implements FilterCondition {
        @Override
        public boolean matches(JsonNode value) {
            if (!value.isNumber()) {
                return false;
            }
            var number = value.decimalValue();
            return (low == null || number.compareTo(low) > 0 || (lowIncluded && number.compareTo(low) == 0))
                    && (high == null || number.compareTo(high) < 0 || (highIncluded && number.compareTo(high) == 0));
        }
    }

    /** There is a value, or there is none. */
    record Exists(boolean wanted) implements FilterCondition {
        @Override
        public boolean matches(JsonNode value) {
            return value.isMissingNode() != wanted;
        }
    }

    /** Reads one element of a list of conditions. */
    static FilterCondition parse(JsonNode node) throws InvalidAttributeException {
        if (node.isString() || node.isNumber() || node.isBoolean() || node.isNull()) {
            return new Exactly(node);
        }
        if (!node.isObject() || node.size() != 1) {
            throw new InvalidAttributeException("has a condition that is no value and no object with one member");
        }
        var property = node.properties().iterator().next();
        var operand = property.getValue();
        return switch (property.getKey()) {
            case "anything-but" -> anythingBut(operand);
            case "numeric" -> numeric(operand);
            case "exists" -> {
                if (!operand.isBoolean()) {
                    throw new InvalidAttributeException("has an exists that is neither true nor false");
                }
                yield new Exists(operand.booleanValue());
            }
            case String name -> textual(name, operand);
        };
    }

    private static FilterCondition textual(String name, JsonNode operand) throws InvalidAttributeException {
        return switch (name) {
            case "prefix" -> new Prefix(text(name, operand));
            case "suffix" -> new Suffix(text(name, operand));
            case "equals-ignore-case" -> new IgnoringCase(text(name, operand));
            case "wildcard" -> wildcard(text(name, operand));
            default -> throw new InvalidAttributeException("has a condition that is not known: " + name);
        };
    }

    private static String text(String name, JsonNode operand) throws InvalidAttributeException {
        if (!operand.isString() || operand.stringValue().isEmpty()) {
            throw new InvalidAttributeException("has a " + name + " without a text");
        }
        return operand.stringValue();
    }

    private static FilterCondition wildcard(String text) throws InvalidAttributeException {
        if (text.contains("**")) {
            throw new InvalidAttributeException("has a wildcard with ** in it");
        }
        return new Wildcard(List.of(text.split("\\*", -1)));
    }

    private static FilterCondition anythingBut(JsonNode operand) throws InvalidAttributeException {
        var refused = new ArrayList<FilterCondition>();
        if (operand.isObject() && operand.size() == 1) {
            var property = operand.properties().iterator().next();
            for (var each : property.getValue().isArray() ? property.getValue() : operand) {
                refused.add(textual(property.getKey(), each));
            }
        } else if (operand.isArray()) {
            for (var each : operand) {
                refused.add(value(each));
            }
        } else {
            refused.add(value(operand));
        }
        if (refused.isEmpty()) {
            throw new InvalidAttributeException("has an anything-but without a value");
        }
        return new Not(refused);
    }

    private static FilterCondition value(JsonNode node) throws InvalidAttributeException {
        if (!node.isString() && !node.isNumber()) {
            throw new InvalidAttributeException("has an anything-but with a value that is neither text nor number");
        }
        return new Exactly(node);
    }

    private static FilterCondition numeric(JsonNode operand) throws InvalidAttributeException {
        if (!operand.isArray() || (operand.size() != 2 && operand.size() != 4)) {
            throw new InvalidAttributeException("has a numeric that is not one or two comparisons");
        }
        BigDecimal low = null;
        BigDecimal high = null;
        var lowIncluded = false;
        var highIncluded = false;
        for (int i = 0; i < operand.size(); i += 2) {
            var comparison = operand.get(i).asString("");
            if (!operand.get(i + 1).isNumber()) {
                throw new InvalidAttributeException("has a numeric with a bound that is no number");
            }
            var bound = operand.get(i + 1).decimalValue();
            switch (comparison) {
                case "=" -> {
                    if (operand.size() > 2) {
                        throw new InvalidAttributeException("has a numeric with = and another comparison");
                    }
                    low = bound;
                    high = bound;
                    lowIncluded = true;
                    highIncluded = true;
                }
                case ">", ">=" -> {
                    low = bound;
                    lowIncluded = comparison.length() > 1;
                }
                case "<", "<=" -> {
                    high = bound;
                    highIncluded = comparison.length() > 1;
                }
                default -> throw new InvalidAttributeException("has a numeric with a comparison that is not known");
            }
        }
        if (operand.size() > 2 && (low == null || high == null || low.compareTo(high) >= 0)) {
            throw new InvalidAttributeException("has a numeric whose range is none");
        }
        return new Between(low, lowIncluded, high, highIncluded);
    }
}
