package io.posthorn.bench;

import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.topic.Topics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.BitSet;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Reads all events once a run is over, and counts how its messages ended: one bit each, however many they are. */
final class FinalEvents {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

    private FinalEvents() {}

    /** The id of a message of this run, by its place from 0. */
    static String messageId(int number) {
        return new UUID(0, number).toString();
    }

    /**
     * Waits until each of the messages has a final event, and tells how they ended.
     *
     * @throws IllegalStateException when one was not delivered, has no final event after two minutes, or has two
     */
    static void await(String bootstrapServers, int messages, PrintStream out) {
        var projection = new Projection(DeliveryEvent.getClassSchema(), "isFinal", "messageStatus");
        var ended = new BitSet(messages);
        var delivered = 0;
        var repeated = 0;
        try (var consumer = KafkaAccess.readerFromStart(bootstrapServers, Topics.DELIVERY_EVENTS)) {
            var ends = consumer.endOffsets(consumer.assignment());
            var giveUp = System.nanoTime() + PATIENCE;
            // Beyond the last message up to the end there may be a second event of one.
            while (System.nanoTime() < giveUp
                    && (ended.cardinality() < messages
                            || ends.entrySet().stream()
                                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue()))) {
                for (var each : consumer.poll(POLL)) {
                    var event = projection.read(each.value());
                    if (!(Boolean) event.get(0)) {
                        continue;
                    }
                    var number = Math.toIntExact(UUID.fromString(each.key()).getLeastSignificantBits());
                    if (ended.get(number)) {
                        repeated++;
                    } else if ("DELIVERED".contentEquals((CharSequence) event.get(1))) {
                        delivered++;
                    }
                    ended.set(number);
                }
            }
        }
        out.printf(
                Locale.ROOT,
                "%d messages: %d have a final event, %d were delivered, %d have more than one%n",
                messages,
                ended.cardinality(),
                delivered,
                repeated);
        if (delivered != messages || repeated != 0) {
            throw new IllegalStateException("not every message met its receipt once");
        }
    }
}
