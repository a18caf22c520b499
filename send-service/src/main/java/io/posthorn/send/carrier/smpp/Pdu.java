package io.posthorn.send.carrier.smpp;

import java.nio.ByteBuffer;

/** A message of the protocol. The names and numbers are those of SMPP 3.4. */
final class Pdu {
    static final int HEADER_LENGTH = 16;

    /** The longest has a message payload of 64 kB, and little beside it. */
    static final int LONGEST = 70_000;

    static final int GENERIC_NACK = 0x80000000;
    static final int BIND_RECEIVER = 0x00000001;
    static final int BIND_TRANSMITTER = 0x00000002;
    static final int BIND_TRANSCEIVER = 0x00000009;
    static final int SUBMIT_SM = 0x00000004;
    static final int DELIVER_SM = 0x00000005;
    static final int UNBIND = 0x00000006;
    static final int ENQUIRE_LINK = 0x00000015;
    static final int ALERT_NOTIFICATION = 0x00000102;
    static final int DATA_SM = 0x00000103;

    static final int OK = 0;
    static final int INVALID_COMMAND_LENGTH = 0x00000002;
    static final int INVALID_COMMAND = 0x00000003;
    static final int UNKNOWN_ERROR = 0x000000FF;
    static final int TEMPORARY_APPLICATION_ERROR = 0x00000064;

    private static final byte[] NOTHING = {};

    private final int command;
    private final int status;
    private final int sequence;
    private final byte[] body;

    /**
     * @param status 0 in requests
     * @param body what follows the header
     */
    private Pdu(int command, int status, int sequence, byte[] body) {
        this.command = command;
        this.status = status;
        this.sequence = sequence;
        this.body = body;
    }

    static Pdu request(int command, int sequence, byte[] body) {
        return new Pdu(command, OK, sequence, body);
    }

    /** The answer to this request. */
    Pdu answer(int status, byte[] body) {
        return new Pdu(command | GENERIC_NACK, status, sequence, body);
    }

    /** The answer to this request that says nothing more. */
    Pdu answer(int status) {
        return answer(status, NOTHING);
    }

    static Pdu nack(int status, int sequence) {
        return new Pdu(GENERIC_NACK, status, sequence, NOTHING);
    }

    int command() {
        return command;
    }

    int status() {
        return status;
    }

    int sequence() {
        return sequence;
    }

    /** What follows the header, from its beginning. */
    BodyReader body() {
        return new BodyReader(body);
    }

    boolean isAnswer() {
        return command < 0;
    }

    boolean isAnswerTo(int request) {
        return command == (request | GENERIC_NACK);
    }

    byte[] encoded() {
        return ByteBuffer.allocate(HEADER_LENGTH + body.length)
                .putInt(HEADER_LENGTH + body.length)
                .putInt(command)
                .putInt(status)
                .putInt(sequence)
                .put(body)
                .array();
    }

    /** @param rest everything behind the length */
    static Pdu decoded(byte[] rest) {
        var buffer = ByteBuffer.wrap(rest);
        var command = buffer.getInt();
        var status = buffer.getInt();
        var sequence = buffer.getInt();
        var body = new byte[buffer.remaining()];
        buffer.get(body);
        return new Pdu(command, status, sequence, body);
    }
}
