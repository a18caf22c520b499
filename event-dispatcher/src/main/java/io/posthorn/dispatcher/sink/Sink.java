package io.posthorn.dispatcher.sink;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A way to publish to places of one kind. It keeps no queue and tries nothing twice: queues, retries, the circuit
 * breaker of each place and dead letters are the caller's. Used by many threads, for one place by one at a time: the
 * next batch comes when the outcomes of the one before have been written down.
 *
 * <p>A batch whose outcomes were lost in a crash comes again, beginning with the same record; whoever can tell writes
 * nothing twice. Whoever needs the whole batch to be the same makes a plan.
 */
public interface Sink {

    /**
     * The places behind a target. Each has a queue of its own, and none delays another.
     *
     * @param target without branch
     * @return nothing where nobody listens
     */
    default List<Place> placesOf(Place target) {
        return List.of(target);
    }

    Limits limits(Place place);

    /**
     * How a batch that is made now is to be written. Where there is a plan, the place must be in order, and plan and
     * batch are remembered before the batch is tried: however often it comes, here or in another instance, with these
     * settings or others, it has the same records and comes with the same plan. All of it must have the same outcome.
     *
     * @return empty where it is enough that a batch which comes again begins with the same record
     */
    default Optional<String> plan(Place place) {
        return Optional.empty();
    }

    /**
     * Tries once to publish a batch. Called in a thread of its own, so it may block; it should end within a minute.
     *
     * @param batch not empty, in the order of the queue
     * @return an outcome for each record, in the order of the batch. An exception is a reason to try all again.
     */
    CompletableFuture<List<Outcome>> deliver(Place place, List<Publication> batch);

    /** Tries once to publish a batch as it was planned. */
    default CompletableFuture<List<Outcome>> deliver(Place place, List<Publication> batch, String plan) {
        return deliver(place, batch);
    }
}
