package io.posthorn.platform.health;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When the members of a pool stand back for others.
 *
 * @param longestWait a number whose queue takes longer than this is passed over, as long as another member of its pool
 *     can serve
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.pools", ignoreUnknownFields = false)
public record HealthProperties(
        @DefaultValue("2m") @DurationMin(seconds = 1) Duration longestWait) {}
