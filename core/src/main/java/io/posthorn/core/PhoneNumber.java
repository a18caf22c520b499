package io.posthorn.core;

import java.util.Optional;

/**
 * A phone number in E.164 form.
 *
 * @param value plus sign, country calling code and subscriber number: 2 to 19 digits, as the API's pattern allows
 */
public record PhoneNumber(String value) {
    private static final int MIN_DIGITS = 2;
    private static final int MAX_DIGITS = 19;

    public PhoneNumber {
        if (!value.startsWith("+") || !isNumber(value, 1)) {
            throw new IllegalArgumentException("not a phone number in E.164 form");
        }
    }

    /** Reads a number as callers write it: the plus sign may be missing, nothing else may. */
    public static Optional<PhoneNumber> parse(String text) {
        var hasPlus = text.startsWith("+");
        return isNumber(text, hasPlus ? 1 : 0)
                ? Optional.of(new PhoneNumber(hasPlus ? text : "+" + text))
                : Optional.empty();
    }

    private static boolean isNumber(String text, int from) {
        var digits = text.length() - from;
        if (digits < MIN_DIGITS || digits > MAX_DIGITS || text.charAt(from) == '0') {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The number with its last digits hidden: whole numbers do not belong into logs. */
    @Override
    public String toString() {
        var shown = Math.max(2, value.length() - 4);
        return value.substring(0, shown) + "*".repeat(value.length() - shown);
    }
}
