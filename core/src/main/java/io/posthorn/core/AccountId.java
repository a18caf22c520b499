package io.posthorn.core;

import java.util.regex.Pattern;

/**
 * The account a resource or message belongs to.
 *
 * @param value twelve decimal digits
 */
public record AccountId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9]{12}");

    public AccountId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("account id must be twelve digits, was '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
