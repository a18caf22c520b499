package io.posthorn.routing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Everything that can be set in the routing-service.
 *
 * @param threads partitions worked on at the same time in this instance
 * @param defaultRegion the region of requests produced to Kafka that name none
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.routing", ignoreUnknownFields = false)
public record RoutingProperties(
        @DefaultValue("2") @Min(1) @Max(64) int threads,

        @DefaultValue("us-east-1") @Pattern(regexp = "[a-z0-9-]{1,32}")
        String defaultRegion) {}
