package io.posthorn.send.inbound;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages that come in are put together.
 *
 * @param threads partitions worked on at the same time in this instance
 * @param partsWithin how long the parts of a message are waited for, counted from the first that came; then it goes on
 *     without the others
 */
public record InboundProperties(
        @DefaultValue("1") @Min(1) @Max(64) int threads,

        @DefaultValue("5m") @DurationMin(seconds = 1) @DurationMax(hours = 24)
        Duration partsWithin) {}
