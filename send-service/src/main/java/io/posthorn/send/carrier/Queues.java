package io.posthorn.send.carrier;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines that wait because their carrier has no room, in the order in which they came: whoever was there first goes
 * first when it has. In memory are the names of the lines, which are few next to the messages in them.
 */
final class Queues {
    /** A line that nobody tells to go on looks again by itself after this time. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final Map<String, Queue> byCarrier = new HashMap<>();
    private @Nullable String inTurn;

    private static final class Queue {
        final SequencedSet<String> lines = new LinkedHashSet<>();
        Instant opens = Instant.EPOCH;
    }

    /** Whether others were there first. */
    boolean mustWait(String carrier, String line) {
        var queue = byCarrier.get(carrier);
        return queue != null && !queue.lines.isEmpty() && !line.equals(inTurn);
    }

    /** A line joins the end. */
    void join(String carrier, String line) {
        byCarrier.computeIfAbsent(carrier, first -> new Queue()).lines.add(line);
    }

    /** The carrier has no room for the line whose turn it is, nor for any behind it, until then. */
    void stop(String carrier, String line, Instant opens) {
        var queue = byCarrier.computeIfAbsent(carrier, first -> new Queue());
        queue.lines.addFirst(line);
        queue.opens = opens;
    }

    /** The carrier may have room again. */
    void open(String carrier) {
        var queue = byCarrier.get(carrier);
        if (queue != null) {
            queue.opens = Instant.EPOCH;
        }
    }

    Optional<Instant> nextWake() {
        return byCarrier.values().stream()
                .filter(queue -> !queue.lines.isEmpty())
                .map(queue -> queue.opens)
                .min(Comparator.naturalOrder());
    }

    /** Lets the lines in front go on, until their carrier has no room. */
    void goOn(Instant now, Consumer<String> goOn) {
        for (var queue : byCarrier.values()) {
            for (int left = queue.lines.size(); left > 0 && !queue.opens.isAfter(now); left--) {
                inTurn = queue.lines.removeFirst();
                goOn.accept(inTurn);
                inTurn = null;
            }
        }
    }
}
