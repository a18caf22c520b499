package io.posthorn.core.api.output;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How deliveries to a place fare.
 *
 * @param endpoint which of the places behind the target; left out for the target itself
 * @param oldestAcceptedTimestamp left out where nothing waits
 * @param lastError left out where nothing has failed, like {@code lastErrorTimestamp}
 */
public record DeliveryQueueOutput(
        String kind,
        String targetArn,
        @Nullable String endpoint,
        long waitingDeliveries,
        @Nullable Instant oldestAcceptedTimestamp,
        String state,
        @Nullable String lastError,
        @Nullable Instant lastErrorTimestamp,
        Instant measuredTimestamp) {}
