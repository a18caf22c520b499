package io.posthorn.bench;

/** Says when messages leave. Asked by the one thread that sends; told of endings by any thread. */
interface Pace {
    /** No message may leave now. */
    long NOT_NOW = Long.MIN_VALUE;

    /** Until somebody calls {@link #ended}. */
    long UNTIL_WOKEN = Long.MAX_VALUE;

    /**
     * Takes the right to send one message.
     *
     * @param now {@link System#nanoTime}
     * @return when that message was meant to leave, which latency is counted from; {@link #NOT_NOW} if none may
     */
    long take(long now);

    /** Nanoseconds from {@code now} until a message may leave, or {@link #UNTIL_WOKEN}. */
    long untilNext(long now);

    /** A message has had its final event, or will never have one. */
    void ended();
}
