package io.posthorn.core.text;

/** What counting a message body gave. */
public sealed interface PartCount {
    /** The encoding the whole message needs. */
    MessageEncoding encoding();

    /** Length of the body in units of its encoding. */
    int units();

    /**
     * The body can be sent.
     *
     * @param units 0 to {@link MessageEncoding#messageUnits()}
     * @param parts 1 to 11. Ten parts hold the longest message; an eleventh is needed when pairs that may not be split
     *     leave a unit empty at the end of most parts.
     */
    record Fits(MessageEncoding encoding, int units, int parts) implements PartCount {}

    /**
     * The body is longer than any message may be; nothing of it may be sent.
     *
     * @param units more than {@link MessageEncoding#messageUnits()}
     */
    record TooLong(MessageEncoding encoding, int units) implements PartCount {}
}
