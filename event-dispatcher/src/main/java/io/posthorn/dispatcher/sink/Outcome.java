package io.posthorn.dispatcher.sink;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one attempt to publish. Details are for people and hold nothing of the event. */
public sealed interface Outcome {

    /** The same for each record of a batch. */
    default List<Outcome> forAll(List<?> batch) {
        return Collections.nCopies(batch.size(), this);
    }

    /** The place has it. */
    record Delivered() implements Outcome {}

    /**
     * The place does not have it, and is to be tried again.
     *
     * @param after how long to wait at least; null for the usual wait, which grows with the attempts
     */
    record TryAgain(@Nullable Duration after, String detail) implements Outcome {
        public TryAgain(String detail) {
            this(null, detail);
        }
    }

    /**
     * It was not the record's turn before the batch had to end. This was no attempt, says nothing about the place's
     * health, and the record comes first in the next batch.
     */
    record NotTried() implements Outcome {}

    /** It will never take it: goes to the dead letters. Says nothing about the place's health. */
    record GivenUp(String detail) implements Outcome {}

    /** It need not have it, or is not there any more: nobody misses it. */
    record Skipped(String detail) implements Outcome {}
}
