package io.posthorn.core;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number in E.164 form.
 *
 * @param value plus sign, country calling code and subscriber number: 2 to 19 digits, as the API's pattern allows
 */
public record PhoneNumber(String value) {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,18}");
    private static final Pattern WITHOUT_PLUS = Pattern.compile("[1-9][0-9]{1,18}");

    public PhoneNumber {
        if (!E164.matcher(value).matches()) {
            throw new IllegalArgumentException("not a phone number in E.164 form");
        }
    }

    /** Reads a number as callers write it: the plus sign may be missing, nothing else may. */
    public static Optional<PhoneNumber> parse(String text) {
        if (E164.matcher(text).matches()) {
            return Optional.of(new PhoneNumber(text));
        }
        return WITHOUT_PLUS.matcher(text).matches() ? Optional.of(new PhoneNumber("+" + text)) : Optional.empty();
    }

    /** The number with its last digits hidden: whole numbers do not belong into logs. */
    @Override
    public String toString() {
        var shown = Math.max(2, value.length() - 4);
        return value.substring(0, shown) + "*".repeat(value.length() - shown);
    }
}
