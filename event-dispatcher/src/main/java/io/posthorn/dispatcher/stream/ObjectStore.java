package io.posthorn.dispatcher.stream;

import java.io.IOException;

/** Where objects of delivery streams go. */
interface ObjectStore extends AutoCloseable {

    /** Writes an object, whole or not at all; one of that name is replaced. */
    void put(String key, byte[] content) throws IOException;

    @Override
    void close();
}
