package io.posthorn.send.carrier.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the body of a message of the protocol. */
final class BodyWriter {
    private static final int FIRST_CAPACITY = 256;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_CAPACITY);

    BodyWriter octet(int value) {
        bytes.write(value);
        return this;
    }

    /** Text that ends with a zero. */
    BodyWriter text(String value) {
        bytes.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
        return octet(0);
    }

    BodyWriter octets(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    BodyWriter tlv(int tag, byte[] value) {
        return number(tag).number(value.length).octets(value);
    }

    BodyWriter tlv(int tag, int octet) {
        return number(tag).number(1).octet(octet);
    }

    private BodyWriter number(int value) {
        return octet(value >> Byte.SIZE).octet(value);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
