package io.posthorn.bench;

/** Messages that can be told apart by whoever sees them: their text ends with their number. */
final class Numbered {
    /** So many that none comes again within the second in which Posthorn sends a recipient one message. */
    private static final int DESTINATIONS = 1_000_000;

    private Numbered() {}

    static String destination(long number) {
        return "+14252%06d".formatted(number % DESTINATIONS);
    }

    static String text(long number) {
        return Sender.text(number) + " " + number;
    }

    /** The number at the end of a text; -1 where there is none. */
    static long number(byte[] text) {
        var number = 0L;
        var digit = 1L;
        var at = text.length - 1;
        for (; at >= 0 && text[at] >= '0' && text[at] <= '9'; at--) {
            number += digit * (text[at] - '0');
            digit *= 10;
        }
        return at == text.length - 1 ? -1 : number;
    }
}
