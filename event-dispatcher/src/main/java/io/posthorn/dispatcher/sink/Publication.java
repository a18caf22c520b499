package io.posthorn.dispatcher.sink;

import java.time.Instant;

/**
 * Something on its way to one place.
 *
 * @param id the same whenever the same event is published, here or elsewhere; receivers tell by it what they have
 * @param position its place in the queue: rises, and is the same when it is delivered again
 * @param acceptedAt when it came into the queue; never before that of the one in front of it
 * @param messageId the message it is about
 * @param type the event's type, such as {@code TEXT_DELIVERED}
 * @param happenedAt when it happened
 * @param json what is published, one line
 * @param attempt 1 the first time
 */
public record Publication(
        String id,
        long position,
        Instant acceptedAt,
        String messageId,
        String type,
        Instant happenedAt,
        String json,
        int attempt) {}
