package io.posthorn.core.resource;

/** What messages are for. */
public enum MessageType {
    /** Urgent for the recipient: one-time passwords, alerts. */
    TRANSACTIONAL,
    /** Advertising. */
    PROMOTIONAL
}
