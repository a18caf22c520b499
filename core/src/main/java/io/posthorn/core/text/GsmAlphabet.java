package io.posthorn.core.text;

/**
 * The default alphabet and extension table of GSM 03.38 (3GPP TS 23.038), reduced to how many septets a character
 * takes.
 */
final class GsmAlphabet {
    /** The default alphabet in the order of its codes, without the escape code itself. */
    static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
            + " !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /**
     * The extension table: an escape septet and one more for each. The user guide lists the nine visible ones; the
     * standard also has the form feed, and a body with one is kept in GSM because every handset knows the standard.
     */
    static final String EXTENSION = "^{}\\[~]|€\f";

    private static final char EURO = '€';
    private static final byte[] SEPTETS = new byte['Ω' + 1];

    static {
        BASIC.chars().forEach(c -> SEPTETS[c] = 1);
        EXTENSION.chars().filter(c -> c != EURO).forEach(c -> SEPTETS[c] = 2);
    }

    private GsmAlphabet() {}

    /**
     * Septets the character takes: 1, 2, or 0 when the alphabet does not have it. A raw escape character (U+001B) is
     * not in the alphabet: escapes are added by the encoding, and one from a body would change the character after it.
     */
    static int septets(char c) {
        if (c < SEPTETS.length) {
            return SEPTETS[c];
        }
        return c == EURO ? 2 : 0;
    }
}
