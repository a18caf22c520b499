package io.posthorn.bench;

import java.nio.ByteBuffer;

/** Writes the requests of a load. Used by one thread. */
@FunctionalInterface
interface HttpRequests {
    /** The bytes of the request with this number. */
    ByteBuffer request(long number);
}
