package io.posthorn.send.carrier;

import java.time.Duration;

/** Whether a carrier has room for a message. */
public sealed interface Room {
    Room FREE = new Free();

    /** There is. */
    record Free() implements Room {}

    /**
     * The carrier is there and has as much as it may have.
     *
     * @param after when to ask again
     * @param limit which limit that is
     */
    record Busy(Duration after, Limit limit) implements Room {}

    /**
     * The carrier cannot be reached, or takes nothing.
     *
     * @param after when to ask again
     */
    record Down(Duration after, String detail) implements Room {}

    /** What bounds a carrier. */
    enum Limit {
        /** Messages without an answer. */
        WINDOW,
        /** Messages a second, as agreed. */
        RATE,
        /** Messages a second, after the carrier has complained. */
        THROTTLED
    }
}
