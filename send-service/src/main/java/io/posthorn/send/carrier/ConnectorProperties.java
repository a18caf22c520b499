package io.posthorn.send.carrier;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are handed to carriers.
 *
 * @param threads partitions worked on at the same time in this instance
 * @param answerTimeout how long carriers may take to answer; a message without answer is in doubt then
 */
public record ConnectorProperties(
        @DefaultValue("2") @Min(1) @Max(64) int threads,
        @DefaultValue("8s") Duration answerTimeout) {}
