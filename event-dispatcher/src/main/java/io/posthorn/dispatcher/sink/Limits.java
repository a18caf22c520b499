package io.posthorn.dispatcher.sink;

import java.time.Duration;

/**
 * What a batch for a place may hold.
 *
 * @param records most records
 * @param bytes most bytes of JSON; a single record may have more
 * @param linger how long the first record may wait for others, so that a batch becomes full; a batch holds what was
 *     accepted within that time after its first record, so that it is the same batch when it is made again
 * @param inOrder whether batches hold the queue's head without a gap, so that nothing overtakes anything. Otherwise
 *     only what is told of one message stays in order: a batch has at most one record of each message, and others
 *     overtake a record that is to be tried again
 */
public record Limits(int records, long bytes, Duration linger, boolean inOrder) {
    public Limits {
        if (records < 1 || bytes < 1 || linger.isNegative()) {
            throw new IllegalArgumentException("a batch must have room for a record");
        }
    }
}
