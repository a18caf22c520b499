package io.posthorn.core.policy;

import io.posthorn.core.policy.Condition.Operand;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** The operators of conditions. */
enum Operator {
    STRING_EQUALS("StringEquals", false),
    STRING_NOT_EQUALS("StringNotEquals", true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true),
    STRING_LIKE("StringLike", false),
    STRING_NOT_LIKE("StringNotLike", true),
    NUMERIC_EQUALS("NumericEquals", false),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true),
    NUMERIC_LESS_THAN("NumericLessThan", false),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false),
    DATE_EQUALS("DateEquals", false),
    DATE_NOT_EQUALS("DateNotEquals", true),
    DATE_LESS_THAN("DateLessThan", false),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false),
    DATE_GREATER_THAN("DateGreaterThan", false),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false),
    BOOL("Bool", false),
    NULL("Null", false),
    IP_ADDRESS("IpAddress", false),
    NOT_IP_ADDRESS("NotIpAddress", true),
    ARN_EQUALS("ArnEquals", false),
    ARN_LIKE("ArnLike", false),
    ARN_NOT_EQUALS("ArnNotEquals", true),
    ARN_NOT_LIKE("ArnNotLike", true);

    private static final int LONGEST_NUMBER = 40;

    private final String wireName;
    private final boolean negated;

    Operator(String wireName, boolean negated) {
        this.wireName = wireName;
        this.negated = negated;
    }

    /** The operator of that name; names are compared without regard to case. */
    static Optional<Operator> named(String name) {
        for (var operator : values()) {
            if (operator.wireName.equalsIgnoreCase(name)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    /** Whether it holds for what matches none of its values. */
    boolean negated() {
        return negated;
    }

    /**
     * Reads a value to compare with; empty where the operator has no such values.
     *
     * @param templates reads texts with variables
     */
    Optional<Operand> operand(String text, Function<String, Optional<Template>> templates) {
        return switch (this) {
            case STRING_EQUALS, STRING_NOT_EQUALS ->
                operand(templates.apply(text), (glob, value) -> glob.text().equals(value));
            case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
                operand(templates.apply(text), (glob, value) -> glob.text().equalsIgnoreCase(value));
            case STRING_LIKE, STRING_NOT_LIKE -> operand(templates.apply(text), Glob::matches);
            case ARN_EQUALS, ARN_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE -> operand(templates.apply(text), Glob::matchesArn);
            case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS -> compared(text, Operator::number, sign -> sign == 0);
            case NUMERIC_LESS_THAN -> compared(text, Operator::number, sign -> sign < 0);
            case NUMERIC_LESS_THAN_EQUALS -> compared(text, Operator::number, sign -> sign <= 0);
            case NUMERIC_GREATER_THAN -> compared(text, Operator::number, sign -> sign > 0);
            case NUMERIC_GREATER_THAN_EQUALS -> compared(text, Operator::number, sign -> sign >= 0);
            case DATE_EQUALS, DATE_NOT_EQUALS -> compared(text, Operator::date, sign -> sign == 0);
            case DATE_LESS_THAN -> compared(text, Operator::date, sign -> sign < 0);
            case DATE_LESS_THAN_EQUALS -> compared(text, Operator::date, sign -> sign <= 0);
            case DATE_GREATER_THAN -> compared(text, Operator::date, sign -> sign > 0);
            case DATE_GREATER_THAN_EQUALS -> compared(text, Operator::date, sign -> sign >= 0);
            case BOOL, NULL -> truth(text);
            case IP_ADDRESS, NOT_IP_ADDRESS -> address(text);
        };
    }

    private static Optional<Operand> operand(Optional<Template> template, BiPredicate<Glob, String> matches) {
        return template.map(form -> (value, context) ->
                form.in(context).filter(glob -> matches.test(glob, value)).isPresent());
    }

    private static <T extends Comparable<T>> Optional<Operand> compared(
            String text, Function<String, Optional<T>> reader, IntPredicate sign) {
        return reader.apply(text)
                .map(bound -> (value, context) -> reader.apply(value)
                        .filter(each -> sign.test(each.compareTo(bound)))
                        .isPresent());
    }

    private static Optional<Operand> truth(String text) {
        var wanted = text.toLowerCase(Locale.ROOT);
        return wanted.equals("true") || wanted.equals("false")
                ? Optional.of((value, context) -> value.equalsIgnoreCase(wanted))
                : Optional.empty();
    }

    private static Optional<Operand> address(String text) {
        return AddressRange.parse(text)
                .map(range -> (value, context) ->
                        AddressRange.parse(value).filter(range::contains).isPresent());
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return text.length() > LONGEST_NUMBER ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** A moment as ISO 8601 writes it, a day, or seconds since the epoch. */
    private static Optional<Instant> date(String text) {
        try {
            if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            return Optional.of(
                    text.indexOf('T') < 0
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | NumberFormatException none) {
            return Optional.empty();
        }
    }
}
