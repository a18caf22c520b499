package io.posthorn.core.signature;

import io.posthorn.core.signature.AuthorizationHeader.MalformedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * When a request says it was signed.
 *
 * @param text in the basic form of ISO 8601, in UTC, to the second: {@code 20261122T142536Z}
 */
record RequestTime(String text, Instant instant) {
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int BASIC_LENGTH = 16;
    private static final int DATE_LENGTH = 8;

    static RequestTime of(Instant instant) {
        return new RequestTime(BASIC.format(instant), instant);
    }

    /** From {@code X-Amz-Date}, or else from {@code Date}, which may have the form HTTP gives it. */
    static RequestTime of(SignableRequest.Headers headers) throws MalformedException {
        var amzDates = headers.values("x-amz-date");
        var dates = amzDates.isEmpty() ? headers.values("date") : amzDates;
        if (dates.size() != 1) {
            throw new MalformedException("Authorization requires one 'X-Amz-Date' or 'Date' header");
        }
        var sent = dates.getFirst().strip();
        try {
            return amzDates.isEmpty() && !isBasic(sent)
                    ? of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(sent)))
                    : new RequestTime(sent, basic(sent));
        } catch (DateTimeException e) {
            throw new MalformedException("The date of the request must be in the basic form of ISO 8601");
        }
    }

    String date() {
        return text.substring(0, DATE_LENGTH);
    }

    private static boolean isBasic(String text) {
        if (text.length() != BASIC_LENGTH || text.charAt(DATE_LENGTH) != 'T' || text.charAt(BASIC_LENGTH - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < BASIC_LENGTH - 1; i++) {
            if (i != DATE_LENGTH && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Read by position, because a formatter takes longer than the whole signature. */
    private static Instant basic(String text) {
        if (!isBasic(text)) {
            throw new DateTimeException("not in the basic form of ISO 8601");
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 4, 6),
                        number(text, 6, 8),
                        number(text, 9, 11),
                        number(text, 11, 13),
                        number(text, 13, 15))
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    @Override
    public String toString() {
        return text;
    }
}
