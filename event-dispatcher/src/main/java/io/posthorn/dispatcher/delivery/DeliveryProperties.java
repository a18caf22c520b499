package io.posthorn.dispatcher.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How hard places are tried.
 *
 * @param threads partitions worked on at the same time in this instance
 * @param firstBackoff wait before the second attempt, half as much more or less; doubles after that
 * @param longestBackoff no wait is longer, and no place is left alone for longer at a time
 * @param giveUpAfter age at which what a place could not take becomes a dead letter
 * @param failureWindow of so many attempts at a place in a row, if half fail, it is left alone for a while
 * @param rest how long it is left alone the first time; doubles each time the next attempt fails as well
 * @param inFlight most memory for what is being delivered; beyond it each place gets one record at a time
 */
public record DeliveryProperties(
        @DefaultValue("2") @Min(1) @Max(64) int threads,

        @DefaultValue("1s") @DurationMin(millis = 1) Duration firstBackoff,

        @DefaultValue("5m") @DurationMin(millis = 1) Duration longestBackoff,

        @DefaultValue("24h") @DurationMin(seconds = 1) @DurationMax(days = 7)
        Duration giveUpAfter,

        @DefaultValue("20") @Min(2) @Max(1_000) int failureWindow,

        @DefaultValue("5s") @DurationMin(millis = 1) Duration rest,

        @DefaultValue("64MB") DataSize inFlight) {}
