package io.posthorn.send.carrier;

/**
 * What becomes of a message that was handed over without anybody learning the answer: because this program ended, the
 * connection broke, or the carrier kept silent.
 */
public enum InDoubt {
    /** Its status is given up as unknown. It may not arrive; it never arrives twice. */
    UNKNOWN,
    /** It is handed over once more; the second time its status is given up as unknown. It may arrive twice. */
    RESEND
}
