package io.posthorn.dispatcher.topic;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How hard an endpoint of a topic is tried.
 *
 * @param attempts how often an event is posted before it is given up
 * @param firstBackoff wait before the second attempt; doubles after that
 * @param requestTimeout how long one attempt may take
 * @param patience how long all attempts together may take, waiting for a turn included; must be well below the
 *     transaction timeout of the stages
 * @param atOnce most requests to one endpoint at the same time
 * @param failuresInARow after so many the endpoint is left alone for a while, and its events are given up at once
 * @param rest how long it is left alone
 */
public record DeliveryProperties(
        @DefaultValue("3") @Min(1) @Max(10) int attempts,
        @DefaultValue("100ms") Duration firstBackoff,
        @DefaultValue("3s") Duration requestTimeout,
        @DefaultValue("8s") Duration patience,
        @DefaultValue("64") @Min(1) @Max(10_000) int atOnce,
        @DefaultValue("20") @Min(1) int failuresInARow,
        @DefaultValue("30s") Duration rest) {}
