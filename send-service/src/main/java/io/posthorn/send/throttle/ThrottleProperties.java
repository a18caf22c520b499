package io.posthorn.send.throttle;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How fast numbers send.
 *
 * @param threads partitions worked on at the same time in this instance
 * @param simulatorRate message parts per second of a simulator number
 * @param rates message parts per second of single numbers, by phone number (the plus sign may be left out) or sender
 *     id, in place of what their type gives them
 * @param backlogInterval rest between two reports of what waits for the rates of numbers
 */
public record ThrottleProperties(
        @DefaultValue("2") @Min(1) @Max(64) int threads,
        @DefaultValue("100") @Min(1) @Max(100_000) int simulatorRate,
        @DefaultValue Map<String, @Min(1) @Max(100_000) Integer> rates,

        @DefaultValue("1s") @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration backlogInterval) {

    public ThrottleProperties {
        rates = Map.copyOf(rates);
    }
}
