package io.posthorn.dispatcher.delivery;

import io.posthorn.platform.stage.Table;
import io.posthorn.schemas.PlannedBatch;
import io.posthorn.schemas.WaitingDelivery;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that waits for a place.
 *
 * @param position in the queue of the place
 * @param key of its entry in the table
 */
record Entry(long position, String key, WaitingDelivery value) {
    static Entry of(Table.Entry<WaitingDelivery> stored) {
        return new Entry(Lane.positionOfEntry(stored.key()), stored.key(), stored.value());
    }

    /** The same as the first of a batch. */
    Entry beginning(PlannedBatch batch) {
        return new Entry(
                position,
                key,
                new WaitingDelivery(
                        value.getDelivery(),
                        value.getBranch(),
                        value.getAcceptedAt(),
                        value.getAttempts(),
                        value.getNotBefore(),
                        value.getLastError(),
                        batch));
    }

    long size() {
        long size = value.getDelivery().getJson().length();
        var texts = value.getDelivery().getTexts();
        return texts == null
                ? size
                : size + texts.values().stream().mapToLong(String::length).sum();
    }

    String messageId() {
        return value.getDelivery().getMessageId();
    }

    Instant notBefore() {
        return Optional.ofNullable(value.getNotBefore()).orElse(Instant.EPOCH);
    }

    Lane.Parked parked(Instant notBefore) {
        return new Lane.Parked(messageId(), value.getAcceptedAt(), notBefore);
    }
}
