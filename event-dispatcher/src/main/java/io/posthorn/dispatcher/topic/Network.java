package io.posthorn.dispatcher.topic;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A range of addresses, such as {@code 10.0.0.0/8}.
 *
 * @param first its first address
 * @param bits how many bits its addresses share
 */
record Network(InetAddress first, int bits) {
    /** Names are never looked up: what has no colon must be four numbers. */
    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*)/([0-9]{1,3})");

    /** @throws IllegalArgumentException when the text is no network */
    static Network parse(String text) {
        var match = TEXT.matcher(text);
        if (match.matches()) {
            try {
                var first = InetAddress.getByName(match.group(1));
                int bits = Integer.parseInt(match.group(2));
                if (bits <= first.getAddress().length * Byte.SIZE) {
                    return new Network(first, bits);
                }
            } catch (UnknownHostException none) {
                // Told below, like any other text that is no network.
            }
        }
        throw new IllegalArgumentException("not a network like 10.0.0.0/8: " + text);
    }

    boolean contains(InetAddress address) {
        var mine = first.getAddress();
        var other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        if (!Arrays.equals(mine, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || (mine[whole] & 0xff) >> (Byte.SIZE - rest) == (other[whole] & 0xff) >> (Byte.SIZE - rest);
    }
}
