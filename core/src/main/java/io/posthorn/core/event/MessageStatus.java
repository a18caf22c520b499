package io.posthorn.core.event;

/**
 * What is known about a message. The descriptions are what events carry in {@code messageStatusDescription}; the first
 * two are those of the service's user guide.
 */
public enum MessageStatus {
    SUCCESSFUL("Message has been accepted by phone carrier"),
    DELIVERED("Message has been accepted by phone"),
    QUEUED("Message is waiting for its turn"),
    PENDING("Message has been handed to the carrier"),
    BLOCKED("Message is blocked for this recipient"),
    TTL_EXPIRED("Message could not be delivered within its time to live"),
    CARRIER_UNREACHABLE("The carrier's network could not be reached"),
    INVALID("The destination phone number is not valid"),
    INVALID_MESSAGE("The message is not valid"),
    CARRIER_BLOCKED("The carrier blocks this message"),
    UNREACHABLE("The recipient's device cannot be reached"),
    SPAM("The carrier takes the message for spam"),
    UNKNOWN("What became of the message is not known"),
    PROTECT_BLOCKED("A protect configuration blocks messages to this country"),
    /** Media messages only, like the two that follow. */
    FILE_TYPE_UNSUPPORTED("The media file is of a type that is not supported"),
    FILE_SIZE_EXCEEDED("The media file is too large"),
    FILE_INACCESSIBLE("The media file cannot be read"),
    /** Voice only, like all that follow. */
    INITIATED("The call is about to be placed"),
    RINGING("The recipient's phone rings"),
    ANSWERED("The recipient has answered the call"),
    COMPLETED("The voice message was played"),
    BUSY("The recipient's line is busy"),
    NO_ANSWER("The recipient did not answer"),
    /** Its events tell no more than that the call came to nothing. */
    FAILED("The voice message was not delivered");

    private final String description;

    MessageStatus(String description) {
        this.description = description;
    }

    /** The status in words. */
    public String description() {
        return description;
    }
}
