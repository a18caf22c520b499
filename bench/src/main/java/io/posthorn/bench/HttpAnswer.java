package io.posthorn.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads answers to API requests off a connection, one after the other, without looking at more than it takes to find
 * the message id. Knows answers with a {@code Content-Length}, which is what the gateway gives.
 */
final class HttpAnswer {
    private static final int MESSAGE_ID_LENGTH = 36;
    private static final int OK = 200;
    private static final byte[] END_OF_HEADERS = ascii("\r\n\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("\r\ncontent-length:");
    private static final byte[] MESSAGE_ID = ascii("\"MessageId\"");
    private static final byte[] QUOTE = ascii("\"");
    private static final int STATUS_AT = ascii("HTTP/1.1 ").length;
    private static final int STATUS_DIGITS = 3;

    private byte[] bytes = new byte[2_048];
    private int filled;
    private int bodyAt = -1;
    private int length;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Takes what has arrived; true when the answer is complete. */
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
        return filled >= bodyAt + length;
    }

    private int contentLength(int end) {
        var at = find(CONTENT_LENGTH, 0, end);
        if (at < 0) {
            throw new IllegalStateException("an answer without Content-Length: " + text(0, end));
        }
        var value = 0;
        for (var i = at + CONTENT_LENGTH.length; i < end && bytes[i] != '\r'; i++) {
            if (bytes[i] != ' ') {
                value = 10 * value + bytes[i] - '0';
            }
        }
        return value;
    }

    /** Where {@code wanted} (in lower case where it has letters) begins, whatever the case; -1 if nowhere. */
    private int find(byte[] wanted, int from, int to) {
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

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    boolean isOk() {
        return status() == OK;
    }

    int status() {
        var status = 0;
        for (var i = 0; i < STATUS_DIGITS; i++) {
            status = 10 * status + bytes[STATUS_AT + i] - '0';
        }
        return status;
    }

    /** The id in the answer to a send. */
    String messageId() {
        var end = bodyAt + length;
        var name = find(MESSAGE_ID, bodyAt, end);
        var quote = name < 0 ? -1 : find(QUOTE, name + MESSAGE_ID.length, end);
        if (quote < 0 || quote + 1 + MESSAGE_ID_LENGTH > end) {
            throw new IllegalStateException("an answer without a message id: " + body());
        }
        return text(quote + 1, quote + 1 + MESSAGE_ID_LENGTH);
    }

    String body() {
        return text(bodyAt, bodyAt + length);
    }

    /** Ready for the next answer. */
    void clear() {
        filled = 0;
        bodyAt = -1;
        length = 0;
    }
}
