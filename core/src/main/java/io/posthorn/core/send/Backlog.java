package io.posthorn.core.send;

import java.time.Duration;
import java.time.Instant;

/**
 * What waits for the rate of one origination identity.
 *
 * @param messages messages waiting, 1 or more
 * @param parts their parts
 * @param oldest when the message that has waited longest was asked for
 * @param estimatedWait how long it would have taken, from {@code measuredAt}, until all of them had gone
 * @param measuredAt when all this was so
 */
public record Backlog(long messages, long parts, Instant oldest, Duration estimatedWait, Instant measuredAt) {
    /** What changes by less than one in this many is not told. */
    private static final int TOLD_FRACTION = 10;

    private static final Duration TOLD_DURATION = Duration.ofSeconds(1);

    /** Whether this differs enough from what was told last: by a tenth, and of times by a second, too. */
    public boolean isNewsAfter(Backlog told) {
        var waitIsFar = isFar(estimatedWait.toMillis(), told.estimatedWait.toMillis())
                && estimatedWait.minus(told.estimatedWait).abs().compareTo(TOLD_DURATION) >= 0;
        return waitIsFar || isFar(messages, told.messages) || isFar(parts, told.parts);
    }

    private static boolean isFar(long one, long other) {
        return one != other && Math.abs(one - other) * TOLD_FRACTION >= Math.max(one, other);
    }
}
