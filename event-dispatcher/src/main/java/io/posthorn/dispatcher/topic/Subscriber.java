package io.posthorn.dispatcher.topic;

import io.posthorn.dispatcher.sink.Outcome;
import java.util.concurrent.CompletableFuture;

/** A way to get a message to endpoints of one protocol. */
interface Subscriber {

    /**
     * Tries once.
     *
     * @param envelope what the message looks like outside; raw ones have what describes them from it
     */
    CompletableFuture<Outcome> deliver(Message message, Envelope envelope);
}
