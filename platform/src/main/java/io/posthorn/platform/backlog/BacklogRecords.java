package io.posthorn.platform.backlog;

import io.posthorn.core.send.Backlog;
import io.posthorn.schemas.NumberBacklog;
import java.time.Duration;

/** Backlogs as they stand in the topic {@code number-backlogs}. */
public final class BacklogRecords {
    private BacklogRecords() {}

    /** The key of a number's backlog. */
    public static String key(String account, String originationIdentity) {
        return account + "/" + originationIdentity;
    }

    public static NumberBacklog toRecord(String account, String originationIdentity, Backlog backlog) {
        return new NumberBacklog(
                account,
                originationIdentity,
                backlog.messages(),
                backlog.parts(),
                backlog.oldest(),
                backlog.estimatedWait().toMillis(),
                backlog.measuredAt());
    }

    public static Backlog of(NumberBacklog told) {
        return new Backlog(
                told.getWaitingMessages(),
                told.getWaitingParts(),
                told.getOldestRequestedAt(),
                Duration.ofMillis(told.getEstimatedWaitMillis()),
                told.getMeasuredAt());
    }
}
