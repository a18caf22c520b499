package io.posthorn.platform.send;

import io.posthorn.core.resource.Scope;
import io.posthorn.core.routing.Refusal;
import io.posthorn.core.send.Channel;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that breaks a rule of the API, but tells whose it is and whom it was meant for, so that its sender can be
 * told in an event.
 *
 * @param messageId the producer's, or the derived one where the producer's is what is wrong
 * @param destination as the producer wrote it
 * @param configurationSet name or ARN, if the request has one that is well-formed
 * @param reason {@code DESTINATION_INVALID} or {@code REQUEST_MALFORMED}
 * @param field name of the offending field in the record
 * @param rule what the field must be; never its value
 */
public record Malformed(
        Scope scope,
        UUID messageId,
        Channel channel,
        String destination,
        Instant requestedAt,
        @Nullable String configurationSet,
        Refusal reason,
        String field,
        String rule)
        implements SendRequests.Read {}
