package io.posthorn.bench;

/** Is told of requests by the thread that sends them, each by its number. */
interface HttpNews {
    /** A request is about to leave, which was meant to at {@code intended}. */
    void leaving(long number, long intended, long now);

    /** A request was answered, one way or another. */
    void answered(long number, long intended, HttpAnswer answer, long now);

    /** The connection broke before the answer. */
    void broken(long number);
}
