package io.posthorn.platform.stage;

import io.posthorn.platform.kafka.InfrastructureException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a stage does with the records of one partition. There is one instance for each partition the running instance
 * owns, made when the partition arrives and dropped when it leaves or a transaction fails; it is used by one thread.
 * State that must outlive that belongs into a {@link Table}.
 *
 * <p>An exception from a handler parks the record on the dead-letter topic; an exception from the methods below, or an
 * {@link InfrastructureException} from anywhere, undoes the batch, which is then tried again.
 */
public interface PartitionProcessor extends Timed {

    /** The parts of this processor that have times of their own. */
    default List<Timed> timed() {
        return List.of();
    }

    /** When this processor wants {@link #wake} to be called next; empty: not before the next record. */
    @Override
    default Optional<Instant> nextWake() {
        return timed().stream().flatMap(part -> part.nextWake().stream()).min(Comparator.naturalOrder());
    }

    /** Called when the time told by {@link #nextWake} has come, within the same transaction as the batch in hand. */
    @Override
    default void wake(Instant now, Outputs out) {
        for (var part : timed()) {
            if (part.nextWake().filter(due -> !due.isAfter(now)).isPresent()) {
                part.wake(now, out);
            }
        }
    }

    /** Called after the last record of a batch and before its commit: the place to wait for what was started. */
    default void endBatch(Outputs out) {}

    /** Called when a batch has been committed: the place for what must not happen before. It must not fail. */
    default void committed() {}

    /** Whether something was begun that {@link #leave} would finish. */
    default boolean isUnderWay() {
        return false;
    }

    /**
     * Called before the partition is given up in good order, where something is under way; what it writes is committed.
     * It may take a few seconds.
     */
    default void leave(Outputs out) {}

    /** Called when this processor is not used any more, for whatever reason. It must not fail. */
    default void dropped() {}
}
