package io.posthorn.smsc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** What a carrier must not send, made up with a seed. */
public final class Noise {
    private static final int HEADER_LENGTH = 16;
    private static final int DELIVER_SM = 0x00000005;

    /** Nobody counts so far: what comes under such a number answers nothing. */
    private static final int FAR = 0x40000000;

    /** What is known, but nothing that ends a connection. */
    private static final int[] COMMANDS = {
        Frame.ANSWER, // generic_nack
        0x00000001, // bind_receiver
        0x00000003, // query_sm
        0x00000004, // submit_sm
        DELIVER_SM,
        0x00000009, // bind_transceiver
        0x0000000B, // outbind
        0x00000015, // enquire_link
        0x00000021, // submit_multi
        0x00000102, // alert_notification
        0x00000103, // data_sm
        0x00000004 | Frame.ANSWER,
        0x00000015 | Frame.ANSWER,
        0x00000009 | Frame.ANSWER
    };

    /** Headers in front of a text that are none, or tell of parts that cannot be. */
    private static final byte[][] HEADERS = {
        {},
        {0},
        {(byte) 0xFF, 0, 3},
        {5, 0, 3},
        {5, 0, 3, 7, 0, 0},
        {5, 0, 3, 7, 3, 9},
        {6, 8, 4, 1, 2, 0, 5},
        {3, 0, (byte) 200, 1},
        {4, 36, 0, 0, 0}
    };

    /** Optional parameters that are cut off, empty, or longer than they may be. */
    private static final byte[][] PARAMETERS = {
        {0},
        {0, 0x1E, 0, 0},
        {0, 0x1E, 0, 3, 'a', 'b', 'c'},
        {0, 0x1E, 0, 9, 'a'},
        {4, 0x24, (byte) 0xFF, (byte) 0xFF, 'x'},
        {4, 0x27, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9},
        {4, 0x23, 0, 0, 4, 0x23, 0, 1, 3},
        {2, 0x0C, 0, 0, 2, 0x0E, 0, 0, 2, 0x0F, 0, 0},
        {2, 0x0C, 0, 2, 1, 1, 2, 0x0E, 0, 1, 0, 2, 0x0F, 0, 1, (byte) 0xFF}
    };

    private static final int HEADER_PRESENT = 0x40;
    private static final int LONG_PAYLOAD = 60_000;

    private final Random random;
    private final String to;

    /** @param to whom the texts among it are for */
    public Noise(long seed, String to) {
        random = new Random(seed);
        this.to = to;
    }

    /** One message that should not be; what follows it on its connection can be read. */
    public byte[] message() {
        return switch (random.nextInt(8)) {
            case 0 -> pdu(random.nextInt(0x0200, FAR), octets(300));
            case 1 -> pdu(command(), octets(300));
            case 2 -> pdu(command(), new byte[0]);
            case 3 -> pdu(DELIVER_SM, withoutZeros(octets(300)));
            case 4 -> pdu(DELIVER_SM, cut(delivery(0, octets(200), new byte[0])));
            case 5 -> pdu(DELIVER_SM, delivery(HEADER_PRESENT, any(HEADERS), octets(20)));
            case 6 -> pdu(DELIVER_SM, delivery(random.nextInt(64), octets(40), any(PARAMETERS)));
            default -> pdu(DELIVER_SM, delivery(random.nextInt(256), new byte[0], payload()));
        };
    }

    /** Octets after which nobody knows where the next message would begin. */
    public byte[] end() {
        return switch (random.nextInt(4)) {
            case 0 -> ByteBuffer.allocate(HEADER_LENGTH).array();
            case 1 -> ByteBuffer.allocate(HEADER_LENGTH).putInt(-1).array();
            case 2 -> "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            default -> cut(pdu(DELIVER_SM, octets(300)));
        };
    }

    private int command() {
        return COMMANDS[random.nextInt(COMMANDS.length)];
    }

    private byte[] any(byte[][] table) {
        return table[random.nextInt(table.length)];
    }

    private byte[] octets(int most) {
        return exactly(random.nextInt(most));
    }

    private byte[] exactly(int length) {
        var octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    private byte[] cut(byte[] whole) {
        return Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
    }

    private static byte[] withoutZeros(byte[] octets) {
        for (var i = 0; i < octets.length; i++) {
            octets[i] |= 1;
        }
        return octets;
    }

    private byte[] payload() {
        return ByteBuffer.allocate(Integer.BYTES + LONG_PAYLOAD)
                .putShort((short) 0x0424)
                .putShort((short) LONG_PAYLOAD)
                .put(exactly(LONG_PAYLOAD))
                .array();
    }

    /** The body of a {@code deliver_sm}, which does not always tell the truth about the length of its text. */
    private byte[] delivery(int esmClass, byte[] text, byte[] behind) {
        var from = "1206555%04d".formatted(random.nextInt(10_000));
        var length = random.nextInt(4) == 0 ? random.nextInt(256) : text.length;
        var content = ByteBuffer.allocate(text.length + behind.length).put(text).put(behind);
        return Frame.delivery(from, to, esmClass, random.nextInt(256), length, content.array());
    }

    private byte[] pdu(int command, byte[] body) {
        return Frame.of(command, random.nextInt(), FAR | random.nextInt(FAR), body);
    }
}
