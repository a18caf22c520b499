package io.posthorn.dispatcher.history;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long it is known what became of a message.
 *
 * @param retention age at which an event of a message is forgotten; at 0 nothing is remembered, and it costs nothing
 * @param threads partitions worked on at the same time in this instance
 */
public record HistoryProperties(
        @DefaultValue("3d") @DurationMin @DurationMax(days = 7)
        Duration retention,

        @DefaultValue("1") @Min(1) @Max(64) int threads) {}
