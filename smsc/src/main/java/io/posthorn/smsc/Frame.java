package io.posthorn.smsc;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A message of the protocol as octets.
 *
 * @param command what it is
 * @param status of an answer
 * @param sequence what answer and request have in common
 * @param body what follows the header
 */
record Frame(int command, int status, int sequence, ByteBuffer body) {
    static final int ANSWER = 0x80000000;

    private static final int HEADER_LENGTH = 16;

    static Frame read(DataInputStream in) throws IOException {
        var rest = new byte[in.readInt() - Integer.BYTES];
        in.readFully(rest);
        var buffer = ByteBuffer.wrap(rest);
        return new Frame(buffer.getInt(), buffer.getInt(), buffer.getInt(), buffer.slice());
    }

    static byte[] of(int command, int status, int sequence, byte[] body) {
        return ByteBuffer.allocate(HEADER_LENGTH + body.length)
                .putInt(HEADER_LENGTH + body.length)
                .putInt(command)
                .putInt(status)
                .putInt(sequence)
                .put(body)
                .array();
    }

    /**
     * The body of a {@code deliver_sm}.
     *
     * @param length how long the text is said to be
     * @param text what is there, and anything behind it
     */
    static byte[] delivery(String from, String to, int esmClass, int coding, int length, byte[] text) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, 1, 1});
        body.writeBytes((from + "\0").getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(new byte[] {1, 1});
        body.writeBytes((to + "\0").getBytes(StandardCharsets.US_ASCII));
        body.write(esmClass);
        body.writeBytes(new byte[] {0, 0, 0, 0, 0, 0});
        body.write(coding);
        body.write(0);
        body.write(length);
        body.writeBytes(text);
        return body.toByteArray();
    }

    /** The answer to this request that it is all right. */
    byte[] answer(String text) {
        return of(command | ANSWER, 0, sequence, (text + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    /** The text of a {@code submit_sm}. */
    String submitted() {
        var content = body.duplicate();
        string(content);
        skip(content, 2);
        string(content);
        skip(content, 2);
        string(content);
        skip(content, 3);
        string(content);
        string(content);
        skip(content, 4);
        var text = new byte[content.get() & 0xFF];
        content.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static void string(ByteBuffer content) {
        while (content.get() != 0) {
            // It ends with a zero.
        }
    }

    private static void skip(ByteBuffer content, int octets) {
        content.position(content.position() + octets);
    }
}
