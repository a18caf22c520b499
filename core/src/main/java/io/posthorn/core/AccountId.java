package io.posthorn.core;

/**
 * The account a resource or message belongs to.
 *
 * @param value twelve decimal digits
 */
public record AccountId(String value) {
    private static final int LENGTH = 12;

    // Checked by hand, as in the other values every message is made of: an expression costs ten times as much.
    public AccountId {
        if (!isTwelveDigits(value)) {
            throw new IllegalArgumentException("account id must be twelve digits, was '" + value + "'");
        }
    }

    private static boolean isTwelveDigits(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
