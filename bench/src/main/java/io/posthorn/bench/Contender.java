package io.posthorn.bench;

import java.net.URI;

/** A system that takes messages over HTTP and hands them to a carrier over SMPP, ready to be driven. */
interface Contender extends AutoCloseable {
    /** Where it takes messages. */
    URI endpoint();

    /** What it is asked. */
    HttpRequests requests();

    /** Of all of its processes. */
    ProcessorTime processorTime();

    @Override
    void close();
}
