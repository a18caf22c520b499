package io.posthorn.gateway.kafka;

/** What came of writing a record. */
public enum WriteResult {
    /** It is kept, whatever fails from now on. */
    KEPT,
    /** Too many are being written; this one was not begun. */
    BUSY,
    /** It could not be written, or it may or may not be there. */
    FAILED
}
