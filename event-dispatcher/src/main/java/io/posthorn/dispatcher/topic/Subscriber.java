package io.posthorn.dispatcher.topic;

import io.posthorn.dispatcher.sink.Outcome;

/** A way to get a message to endpoints of one protocol. */
interface Subscriber {

    /**
     * Tries once, and returns when it is known what became of it.
     *
     * @param envelope what the message looks like outside; raw ones have what describes them from it
     */
    Outcome deliver(Message message, Envelope envelope) throws InterruptedException;

    /** How many messages of a batch may be on their way to one endpoint at the same time. */
    int atOnce();
}
