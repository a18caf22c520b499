package io.posthorn.bench;

/** Sends messages at a given pace through one front door until it is closed. */
interface Load extends AutoCloseable {
    /** Begins to send, on a thread of its own. */
    void start(Pace pace, Flights flights);

    /** A message may leave that could not before. */
    void wakeUp();

    /** Throws what ended the load, if something did. */
    void check();

    /** Stops sending; answers to what has left still count. */
    void stop();

    @Override
    void close();
}
