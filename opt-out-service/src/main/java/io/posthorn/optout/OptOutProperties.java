package io.posthorn.optout;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Everything that can be set in the opt-out-service.
 *
 * @param threads partitions worked on at the same time in this instance
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.optout", ignoreUnknownFields = false)
public record OptOutProperties(
        @DefaultValue("2") @Min(1) @Max(64) int threads) {}
