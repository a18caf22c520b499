package io.posthorn.bench.fault;

import io.posthorn.bench.fault.CountingCarrier.Policy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is known of each message: that it was sent, accepted, handed to a carrier, and how it ended. */
final class Ledger {
    private static final String DELIVERED = "TEXT_DELIVERED";
    private static final String UNKNOWN = "TEXT_UNKNOWN";
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<Integer, Attempt> attempts = new HashMap<>();
    private final Map<String, Fate> fates = new HashMap<>();
    private final Set<String> events = new HashSet<>();
    private final List<String> eventLines = new ArrayList<>();
    private final List<Long> acceptances = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private int keysWithTwoMessages;
    private int eventsTwice;

    /** A message, by the number its sender gave it. */
    private static final class Attempt {
        private @Nullable String messageId;
        private long acceptedAt;
        private final Map<Policy, Integer> submissions = new EnumMap<>(Policy.class);
    }

    /** A message, by the id it was given. */
    private static final class Fate {
        private int finals;
        private String end = "";
        private long endedAt;
    }

    private Attempt attempt(int number) {
        return attempts.computeIfAbsent(number, unknown -> new Attempt());
    }

    synchronized void sent(int number) {
        attempt(number);
    }

    synchronized void accepted(int number, String messageId) {
        var attempt = attempt(number);
        if (attempt.messageId == null) {
            attempt.messageId = messageId;
            attempt.acceptedAt = System.nanoTime();
            acceptances.add(attempt.acceptedAt);
        } else if (!attempt.messageId.equals(messageId)) {
            keysWithTwoMessages++;
        }
    }

    synchronized void submitted(Policy policy, int number) {
        attempt(number).submissions.merge(policy, 1, Integer::sum);
    }

    synchronized void event(String eventId, String messageId, String type, boolean isFinal) {
        if (!events.add(eventId)) {
            eventsTwice++;
        }
        eventLines.add(messageId + " " + type);
        if (isFinal) {
            var fate = fates.computeIfAbsent(messageId, unknown -> new Fate());
            fate.finals++;
            if (fate.finals == 1) {
                fate.end = type;
                fate.endedAt = System.nanoTime();
                ends.add(fate.endedAt);
            }
        }
    }

    /** Every event so far, as its message and type. */
    synchronized List<String> eventLines() {
        return List.copyOf(eventLines);
    }

    /** Accepted messages that have not ended. */
    synchronized int open() {
        return (int) attempts.values().stream()
                .filter(attempt -> attempt.messageId != null && !fates.containsKey(attempt.messageId))
                .count();
    }

    /** What became of the messages numbered {@code from} to before {@code to}. */
    synchronized Counts counts(int from, int to) {
        var stories = IntStream.range(from, to)
                .mapToObj(attempts::get)
                .filter(Objects::nonNull)
                .map(attempt -> new Story(attempt, attempt.messageId == null ? null : fates.get(attempt.messageId)))
                .toList();
        return new Counts(
                stories.size(),
                count(stories, Story::isAccepted),
                count(stories, story -> story.endedAs(DELIVERED)),
                count(stories, story -> story.endedAs(UNKNOWN)),
                count(stories, Story::isMissing),
                count(stories, story -> story.fate != null && story.fate.finals > 1),
                stories.stream().mapToInt(Story::submissions).sum(),
                stories.stream()
                        .mapToInt(story -> story.repeated(Policy.RESEND))
                        .sum(),
                stories.stream()
                        .mapToInt(story -> story.repeated(Policy.UNKNOWN))
                        .sum(),
                count(stories, story -> story.endedAs(DELIVERED) && story.submissions() == 0),
                stories.stream().mapToDouble(Story::seconds).max().orElse(0));
    }

    private static int count(List<Story> stories, Predicate<Story> which) {
        return Math.toIntExact(stories.stream().filter(which).count());
    }

    /** A message by both of its names, as far as it is known by them. */
    private record Story(Attempt attempt, @Nullable Fate fate) {
        boolean isAccepted() {
            return attempt.messageId != null;
        }

        boolean isMissing() {
            return isAccepted() && fate == null;
        }

        boolean endedAs(String type) {
            return fate != null && fate.end.equals(type);
        }

        int submissions() {
            return attempt.submissions.values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }

        int repeated(Policy policy) {
            return Math.max(0, attempt.submissions.getOrDefault(policy, 0) - 1);
        }

        double seconds() {
            return fate == null ? 0 : (fate.endedAt - attempt.acceptedAt) / NANOS_PER_SECOND;
        }
    }

    /** The longest time in which nothing was accepted, in seconds, of the time between two moments. */
    synchronized double longestWithoutAcceptance(long from, long to) {
        return longestPause(acceptances, from, to);
    }

    /** The longest time in which no message ended. */
    synchronized double longestWithoutEnd(long from, long to) {
        return longestPause(ends, from, to);
    }

    private static double longestPause(List<Long> times, long from, long to) {
        var last = from;
        var longest = 0L;
        for (var time : times) {
            if (time >= from && time <= to) {
                longest = Math.max(longest, time - last);
                last = time;
            }
        }
        return Math.max(longest, to - last) / NANOS_PER_SECOND;
    }

    /** What must not be of any message, whether anybody was told its id or not. */
    synchronized List<String> wrong() {
        var wrong = new ArrayList<String>();
        var endedTwice = fates.values().stream().filter(fate -> fate.finals > 1).count();
        Counts.require(wrong, endedTwice == 0, endedTwice + " messages in all have two final events");
        Counts.require(wrong, eventsTwice == 0, eventsTwice + " events in all are on their topic twice");
        Counts.require(wrong, keysWithTwoMessages == 0, keysWithTwoMessages + " idempotency keys gave two messages");
        return wrong;
    }

    /**
     * What became of some messages.
     *
     * @param delivered ended so
     * @param unknown ended so: in doubt at a carrier that is not to be handed anything again
     * @param missing accepted and without a final event
     * @param endedTwice with more than one
     * @param submissions at all carriers
     * @param resent submissions beyond the first of a message, at the carrier that is to be handed again what is in
     *     doubt
     * @param repeated the same at the carrier that is not
     * @param neverSubmitted ended as delivered, and no carrier has seen them
     * @param longest seconds from acceptance to final event
     */
    record Counts(
            int sent,
            int accepted,
            int delivered,
            int unknown,
            int missing,
            int endedTwice,
            int submissions,
            int resent,
            int repeated,
            int neverSubmitted,
            double longest) {

        /**
         * What must not be, in words.
         *
         * @param inDoubt most messages that may be in doubt at each carrier
         */
        List<String> wrong(int inDoubt) {
            var otherwise = accepted - missing - delivered - unknown;
            var wrong = new ArrayList<String>();
            require(wrong, accepted > 0, "nothing was accepted");
            require(wrong, missing == 0, missing + " accepted messages have no final event");
            require(wrong, endedTwice == 0, endedTwice + " messages have two final events");
            require(wrong, otherwise == 0, otherwise + " messages ended otherwise than delivered or unknown");
            require(wrong, neverSubmitted == 0, neverSubmitted + " delivered messages never reached a carrier");
            require(wrong, repeated == 0, repeated + " messages came twice to the carrier that wants them once");
            require(wrong, unknown <= inDoubt, unknown + " messages ended as unknown, " + inDoubt + " may");
            require(wrong, resent <= inDoubt, resent + " messages were handed over again, " + inDoubt + " may");
            return wrong;
        }

        private static void require(List<String> wrong, boolean holds, String otherwise) {
            if (!holds) {
                wrong.add(otherwise);
            }
        }
    }
}
