package io.posthorn.dispatcher.sink;

import io.posthorn.core.topic.MessageAttribute;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something on its way to one place.
 *
 * @param id the same whenever the same event is published, here or elsewhere; receivers tell by it what they have
 * @param position its place in the queue: rises, and is the same when it is delivered again
 * @param acceptedAt when it came into the queue, by a clock that may have been set back since the one in front of it
 * @param messageId the message it is about
 * @param type the event's type, such as {@code TEXT_DELIVERED}
 * @param happenedAt when it happened
 * @param json what is published, one line
 * @param attempt 1 the first time
 * @param subject a line that an account gave what it published; events have none
 * @param attributes what an account said beside what it published, by name; events have none
 * @param texts what an account has subscribers of some protocols told instead, by the name of the protocol
 */
public record Publication(
        String id,
        long position,
        Instant acceptedAt,
        String messageId,
        String type,
        Instant happenedAt,
        String json,
        int attempt,
        @Nullable String subject,
        Map<String, MessageAttribute> attributes,
        Map<String, String> texts) {

    /** An event. */
    public Publication(
            String id,
            long position,
            Instant acceptedAt,
            String messageId,
            String type,
            Instant happenedAt,
            String json,
            int attempt) {
        this(id, position, acceptedAt, messageId, type, happenedAt, json, attempt, null, Map.of(), Map.of());
    }

    /** The same as subscribers of a protocol are told it. */
    public Publication over(String protocol) {
        return new Publication(
                id,
                position,
                acceptedAt,
                messageId,
                type,
                happenedAt,
                texts.getOrDefault(protocol, json),
                attempt,
                subject,
                attributes,
                Map.of());
    }
}
