package io.posthorn.gateway;

import io.posthorn.gateway.access.AccessKey;
import io.posthorn.gateway.access.RateQuotaProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What the gateway accepts, from whom, and how much of it at a time.
 *
 * @param credentials keys that requests may be signed with
 * @param developmentCredentials adds the well-known key {@code posthorn}; only possible on a loopback address
 * @param maxBodySize longest request body. The default holds the longest attachment of the API (1.5 MiB, a third more
 *     in base64) and some room
 * @param maxLargeBodies most bodies over 64 KiB held at a time; no send is that long
 * @param bodyTimeout how long a client may take for its request body
 * @param maxSendsInFlight most messages being written to Kafka at a time; a further one is throttled
 * @param maxWaitingMessages most messages of an account that may wait for the rates of its numbers; while there are
 *     more, its sends are throttled
 * @param maxBacklog most records that may wait for the services messages pass; while there are more, all sends are
 *     throttled
 * @param maxCommandsInFlight most changes to resources being waited for at a time; a further one is throttled
 * @param maxAuditBacklog how much may wait to be written to the audit log; what is beyond is lost and counted
 * @param commandTimeout how long a change to a resource may take; clients give up after about a minute
 * @param defaultRegion the region of requests to the REST interface that name none
 * @param rateQuotas how often accounts may ask for operations
 * @param handsetCarriers played carriers whose recipients' phones are played too; none unless named
 * @param attachmentBuckets directories that stand behind {@code s3://} URLs of attachments, by the name of the bucket
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.gateway", ignoreUnknownFields = false)
public record GatewayProperties(
        @DefaultValue @NotNull List<@Valid AccessKey> credentials,
        @DefaultValue("false") boolean developmentCredentials,
        @DefaultValue("2112KB") DataSize maxBodySize,
        @DefaultValue("16") @Min(1) @Max(10_000) int maxLargeBodies,

        @DefaultValue("20s") @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration bodyTimeout,

        @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxSendsInFlight,
        @DefaultValue("1000000") @Min(1) long maxWaitingMessages,
        @DefaultValue("100000") @Min(1_000) long maxBacklog,
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxCommandsInFlight,
        @DefaultValue("8MB") DataSize maxAuditBacklog,

        @DefaultValue("20s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration commandTimeout,

        @DefaultValue("us-east-1") @Pattern(regexp = "[a-z0-9-]{1,32}")
        String defaultRegion,

        @DefaultValue @Valid RateQuotaProperties rateQuotas,
        @DefaultValue @NotNull Set<String> handsetCarriers,
        @DefaultValue @NotNull Map<String, Path> attachmentBuckets) {

    public GatewayProperties {
        credentials = List.copyOf(credentials);
        handsetCarriers = Set.copyOf(handsetCarriers);
        attachmentBuckets = Map.copyOf(attachmentBuckets);
        requireBetween("max-body-size", maxBodySize, DataSize.ofKilobytes(1), DataSize.ofMegabytes(64));
        requireBetween("max-audit-backlog", maxAuditBacklog, DataSize.ofMegabytes(1), DataSize.ofMegabytes(1_024));
    }

    private static void requireBetween(String name, DataSize value, DataSize least, DataSize most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("posthorn.gateway." + name + " must be " + least.toKilobytes() + "KB to "
                    + most.toMegabytes() + "MB, was " + value);
        }
    }
}
