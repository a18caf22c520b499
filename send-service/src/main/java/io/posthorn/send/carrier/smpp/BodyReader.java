package io.posthorn.send.carrier.smpp;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the body of a message of the protocol. Carriers are careless: what is missing at the end counts as empty, and
 * optional parameters that do not fit end the reading.
 */
final class BodyReader {
    private final byte[] body;
    private int at;

    BodyReader(byte[] body) {
        this.body = body;
    }

    int octet() {
        return at < body.length ? body[at++] & 0xFF : 0;
    }

    /** Text that ends with a zero, or with the body. */
    String text() {
        var begin = at;
        while (at < body.length && body[at] != 0) {
            at++;
        }
        var text = new String(body, begin, at - begin, StandardCharsets.ISO_8859_1);
        at = Math.min(at + 1, body.length);
        return text;
    }

    byte[] octets(int length) {
        var octets = new byte[Math.min(length, body.length - at)];
        System.arraycopy(body, at, octets, 0, octets.length);
        at += octets.length;
        return octets;
    }

    /** The optional parameters; of those that come several times, the first. */
    Map<Integer, byte[]> tlvs() {
        var tlvs = new HashMap<Integer, byte[]>();
        while (body.length - at >= Integer.BYTES) {
            var tag = number();
            var length = number();
            if (length > body.length - at) {
                break;
            }
            tlvs.putIfAbsent(tag, octets(length));
        }
        return tlvs;
    }

    private int number() {
        return (octet() << Byte.SIZE) | octet();
    }
}
