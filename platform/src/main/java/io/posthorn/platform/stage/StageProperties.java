package io.posthorn.platform.stage;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How stages run in this process.
 *
 * @param stateDirectory where local copies of tables and large views are kept; losing it costs time at the next start
 *     and nothing else
 * @param instanceId name of this instance among those of the same service; stable over restarts. Left out, one is made
 *     and kept in the state directory
 * @param maxBatch most records handled in one transaction
 * @param commitInterval least time from the beginning of one transaction of a thread to that of its next; what arrives
 *     meanwhile is handled together. A record that arrives after a pause never waits for it
 * @param sharedTransaction whether the stages a message passes on its way through this process share a thread and its
 *     transactions: fewer and larger ones, and a message waits for fewer of them. They no longer work side by side
 *     then, and start over together
 * @param retryBackoff wait before a stage starts over after its transaction failed
 * @param tableMemory memory shared by all local copies for caching and for changes not yet on disk
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.stage", ignoreUnknownFields = false)
public record StageProperties(
        @DefaultValue("state") Path stateDirectory,
        @Nullable String instanceId,
        @DefaultValue("2000") @Min(1) @Max(100_000) int maxBatch,

        @DefaultValue("10ms") @DurationMin(millis = 0) @DurationMax(seconds = 1)
        Duration commitInterval,

        @DefaultValue("false") boolean sharedTransaction,
        @DefaultValue("1s") Duration retryBackoff,
        @DefaultValue("64MB") DataSize tableMemory) {}
