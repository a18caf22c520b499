package io.posthorn.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes requests or answers off a connection, one after the other. Knows those whose {@code Content-Length} tells how
 * long their content is, and takes those without it for empty.
 */
final class HttpInput {
    private static final byte[] END_OF_HEADERS = ascii("\r\n\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("\r\ncontent-length:");
    private static final int UNTOLD = -1;

    private byte[] bytes = new byte[2_048];
    private int filled;
    private int bodyAt = -1;
    private int length;

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Takes what has arrived; true when it is complete. */
    boolean isCompleteWith(ByteBuffer arrived) {
        var count = arrived.remaining();
        if (filled + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, filled + count));
        }
        arrived.get(bytes, filled, count);
        var searchFrom = Math.max(0, filled - END_OF_HEADERS.length);
        filled += count;
        if (bodyAt < 0) {
            var end = find(END_OF_HEADERS, searchFrom, filled);
            if (end < 0) {
                return false;
            }
            bodyAt = end + END_OF_HEADERS.length;
            length = contentLength(end);
        }
        return filled >= end();
    }

    private int contentLength(int end) {
        var at = find(CONTENT_LENGTH, 0, end);
        if (at < 0) {
            return UNTOLD;
        }
        var value = 0;
        for (var i = at + CONTENT_LENGTH.length; i < end && bytes[i] != '\r'; i++) {
            if (bytes[i] != ' ') {
                value = 10 * value + bytes[i] - '0';
            }
        }
        return value;
    }

    /** Whether its head told how long the content is. */
    boolean tellsLength() {
        return length != UNTOLD;
    }

    /** Where the content begins. */
    int bodyAt() {
        return bodyAt;
    }

    /** Where the content ends. */
    int end() {
        return bodyAt + Math.max(0, length);
    }

    byte at(int place) {
        return bytes[place];
    }

    /** Where {@code wanted} (in lower case where it has letters) begins, whatever the case; -1 if nowhere. */
    int find(byte[] wanted, int from, int to) {
        for (var at = from; at <= to - wanted.length; at++) {
            if (isAt(wanted, at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] wanted, int at) {
        for (var i = 0; i < wanted.length; i++) {
            var here = bytes[at + i];
            var lower = here >= 'A' && here <= 'Z' ? here + 'a' - 'A' : here;
            if (here != wanted[i] && lower != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Ready for the next one. */
    void clear() {
        filled = 0;
        bodyAt = -1;
        length = 0;
    }
}
