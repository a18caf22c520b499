package io.posthorn.bench;

import java.nio.ByteBuffer;

/** Reads answers off a connection, one after the other, without looking at more than what is asked for. */
final class HttpAnswer {
    private static final int MESSAGE_ID_LENGTH = 36;
    private static final int SUCCESS = 2;
    private static final int OF_A_CLASS = 100;
    private static final byte[] MESSAGE_ID = HttpInput.ascii("\"MessageId\"");
    private static final byte[] CLOSE = HttpInput.ascii("\r\nconnection: close\r\n");
    private static final byte[] QUOTE = HttpInput.ascii("\"");
    private static final int STATUS_AT = HttpInput.ascii("HTTP/1.1 ").length;
    private static final int STATUS_DIGITS = 3;

    private final HttpInput input = new HttpInput();

    /** Takes what has arrived; true when the answer is complete. */
    boolean isCompleteWith(ByteBuffer arrived) {
        var isComplete = input.isCompleteWith(arrived);
        if (isComplete && !input.tellsLength()) {
            throw new IllegalStateException("an answer without Content-Length: " + input.text(0, input.bodyAt()));
        }
        return isComplete;
    }

    /** Whether the status is one of success; not every system has 200 for it. */
    boolean isOk() {
        return status() / OF_A_CLASS == SUCCESS;
    }

    int status() {
        var status = 0;
        for (var i = 0; i < STATUS_DIGITS; i++) {
            status = 10 * status + input.at(STATUS_AT + i) - '0';
        }
        return status;
    }

    /** Whether the other side closes the connection after it. */
    boolean isLast() {
        return input.find(CLOSE, 0, input.bodyAt()) >= 0;
    }

    /** The id in the answer to a send. */
    String messageId() {
        var end = input.end();
        var name = input.find(MESSAGE_ID, input.bodyAt(), end);
        var quote = name < 0 ? -1 : input.find(QUOTE, name + MESSAGE_ID.length, end);
        if (quote < 0 || quote + 1 + MESSAGE_ID_LENGTH > end) {
            throw new IllegalStateException("an answer without a message id: " + body());
        }
        return input.text(quote + 1, quote + 1 + MESSAGE_ID_LENGTH);
    }

    String body() {
        return input.text(input.bodyAt(), input.end());
    }

    /** Ready for the next answer. */
    void clear() {
        input.clear();
    }
}
