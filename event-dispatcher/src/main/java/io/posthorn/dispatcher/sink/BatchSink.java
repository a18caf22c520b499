package io.posthorn.dispatcher.sink;

import java.util.List;

/**
 * A way to publish events to places of one kind. Each partition has its own, used by one thread. At least once: what
 * was published in a batch that is not committed is published again.
 */
public interface BatchSink {

    /**
     * Publishes an event, at the latest when {@link #flush} is called.
     *
     * @return false where nobody listens at the place
     */
    boolean append(BatchPublication publication);

    /**
     * Ends when everything appended has been published or has failed for good, within seconds.
     *
     * @throws io.posthorn.platform.kafka.InfrastructureException when this process cannot publish anything, so that
     *     the whole batch is better tried again
     */
    List<Failure> flush();

    /** A publication that failed for good. */
    record Failure(BatchPublication publication, String detail) {}
}
