package io.posthorn.core.api.output;

import io.posthorn.core.send.Backlog;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the rate of a number, with every member that some answer shows.
 *
 * @param accountId whose it is
 * @param phoneNumberArn left out where the answer is not about a phone number alone, like {@code phoneNumberId}
 * @param originationIdentity phone number or sender id
 * @param estimatedWaitSeconds until all that waits has gone
 * @param oldestRequestTimestamp when the message that has waited longest was asked for; left out where none waits, like
 *     {@code measuredTimestamp}
 */
public record QueueOutput(
        String accountId,
        @Nullable String phoneNumberArn,
        @Nullable String phoneNumberId,
        String originationIdentity,
        long waitingMessages,
        long waitingParts,
        long estimatedWaitSeconds,
        @Nullable Instant oldestRequestTimestamp,
        @Nullable Instant measuredTimestamp) {

    /** A queue in which messages wait. */
    public static QueueOutput of(String account, String originationIdentity, Backlog backlog) {
        return new QueueOutput(
                account,
                null,
                null,
                originationIdentity,
                backlog.messages(),
                backlog.parts(),
                Math.ceilDiv(backlog.estimatedWait().toMillis(), 1_000L),
                backlog.oldest(),
                backlog.measuredAt());
    }

    /** A queue in which nobody waits. */
    public static QueueOutput empty(String account, String originationIdentity) {
        return new QueueOutput(account, null, null, originationIdentity, 0, 0, 0, null, null);
    }

    /** The same as the queue of a phone number. */
    public QueueOutput ofNumber(String arn, String id) {
        return new QueueOutput(
                accountId,
                arn,
                id,
                originationIdentity,
                waitingMessages,
                waitingParts,
                estimatedWaitSeconds,
                oldestRequestTimestamp,
                measuredTimestamp);
    }
}
