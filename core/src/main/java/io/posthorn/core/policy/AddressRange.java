package io.posthorn.core.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of addresses as CIDR writes it; a single address is the range that holds nothing else. */
final class AddressRange {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /** A name must never get as far as the resolver, which would ask for it. */
    private static final Pattern LITERAL = Pattern.compile(BYTE + "(\\." + BYTE + "){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private final byte[] first;
    private final int bits;

    /** @param bits of {@code first} that all addresses of the range have */
    private AddressRange(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        if (!LITERAL.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            var first = InetAddress.getByName(address).getAddress();
            int most = first.length * Byte.SIZE;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > most ? Optional.empty() : Optional.of(new AddressRange(first, bits));
        } catch (UnknownHostException | NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    boolean contains(AddressRange other) {
        if (other.first.length != first.length || other.bits < bits) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (first[i] != other.first[i]) {
                return false;
            }
        }
        int left = bits % Byte.SIZE;
        return left == 0 || (first[whole] ^ other.first[whole]) >> (Byte.SIZE - left) == 0;
    }
}
