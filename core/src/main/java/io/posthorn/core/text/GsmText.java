package io.posthorn.core.text;

/**
 * Text in the codes of GSM 03.38: one byte for each septet, as carriers take it, or packed into fewer bytes, as phones
 * do.
 */
public final class GsmText {
    private static final byte ESCAPE = 0x1B;
    private static final int SEPTET = 7;
    private static final int[] EXTENSION_CODES = {0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65, 0x0A};

    /** What a code stands for that stands for nothing. */
    private static final char UNKNOWN = '?';

    private static final char[] CHARACTERS = new char[1 << SEPTET];
    private static final char[] EXTENDED = new char[1 << SEPTET];

    static {
        for (int i = 0; i < GsmAlphabet.BASIC.length(); i++) {
            CHARACTERS[i < ESCAPE ? i : i + 1] = GsmAlphabet.BASIC.charAt(i);
        }
        for (int i = 0; i < EXTENSION_CODES.length; i++) {
            EXTENDED[EXTENSION_CODES[i]] = GsmAlphabet.EXTENSION.charAt(i);
        }
    }

    private GsmText() {}

    /**
     * One byte for each septet.
     *
     * @throws IllegalArgumentException where the alphabet lacks a character, which {@link MessageParts#count} tells
     */
    public static byte[] encode(String text) {
        var septets = text.chars().map(c -> GsmAlphabet.septets((char) c)).sum();
        var codes = new byte[septets];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            var basic = GsmAlphabet.BASIC.indexOf(c);
            if (basic >= 0) {
                codes[length++] = (byte) (basic < ESCAPE ? basic : basic + 1);
                continue;
            }
            var extended = GsmAlphabet.EXTENSION.indexOf(c);
            if (extended < 0) {
                throw new IllegalArgumentException("GSM 03.38 lacks U+%04X".formatted((int) c));
            }
            codes[length++] = ESCAPE;
            codes[length++] = (byte) EXTENSION_CODES[extended];
        }
        return codes;
    }

    /** The text of codes, one in each byte. What no code stands for becomes a question mark; it never fails. */
    public static String decode(byte[] codes) {
        var text = new StringBuilder(codes.length);
        var escaped = false;
        for (var code : codes) {
            if (code == ESCAPE && !escaped) {
                escaped = true;
                continue;
            }
            var known = code < 0 ? 0 : escaped && EXTENDED[code] != 0 ? EXTENDED[code] : CHARACTERS[code];
            text.append(known == 0 ? UNKNOWN : known);
            escaped = false;
        }
        return text.toString();
    }

    /**
     * Packs eight septets into seven bytes.
     *
     * @param fill bits left empty in front, 0 to 6: what follows a header begins at a septet
     */
    public static byte[] pack(byte[] septets, int fill) {
        var packed = new byte[Math.ceilDiv(fill + SEPTET * septets.length, Byte.SIZE)];
        var bit = fill;
        for (var septet : septets) {
            var shifted = septet << bit % Byte.SIZE;
            packed[bit / Byte.SIZE] |= (byte) shifted;
            if (bit % Byte.SIZE > 1) {
                packed[bit / Byte.SIZE + 1] |= (byte) (shifted >> Byte.SIZE);
            }
            bit += SEPTET;
        }
        return packed;
    }
}
