package io.posthorn.platform.stage;

/** Parts of keys, by which tables and archives are ordered. */
public final class TableKeys {
    private TableKeys() {}

    /**
     * A number as text whose order is that of numbers.
     *
     * @param number not negative
     * @param digits of the largest number there will be
     */
    public static String number(long number, int digits) {
        var text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
