package io.posthorn.core.text;

/**
 * The encoding of a whole message. The numbers come from the service's user guide; they follow from the 140 bytes of
 * one part (160 septets, or 70 code units of two bytes), six of which carry the joining information of a longer
 * message.
 */
public enum MessageEncoding {
    /** GSM 03.38. Its unit is the septet; a character of the extension table takes two. */
    GSM("GSM", 160, 153, 1_530),
    /** UCS-2. Its unit is the UTF-16 code unit; a character beyond the basic plane takes two. */
    UNICODE("Unicode", 70, 67, 630);

    private final String eventName;
    private final int singlePartUnits;
    private final int joinedPartUnits;
    private final int messageUnits;

    MessageEncoding(String eventName, int singlePartUnits, int joinedPartUnits, int messageUnits) {
        this.eventName = eventName;
        this.singlePartUnits = singlePartUnits;
        this.joinedPartUnits = joinedPartUnits;
        this.messageUnits = messageUnits;
    }

    /** The value of {@code messageEncoding} in a delivery event. */
    public String eventName() {
        return eventName;
    }

    /** Units that fit when the message is one part. */
    public int singlePartUnits() {
        return singlePartUnits;
    }

    /** Units that fit into each part of a message of several parts. */
    public int joinedPartUnits() {
        return joinedPartUnits;
    }

    /** Units of the longest message that is accepted. */
    public int messageUnits() {
        return messageUnits;
    }
}
