package io.posthorn.dispatcher.log;

import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The log groups kept here.
 *
 * @param retention age at which the events of a day are removed; at 0 they are kept for ever
 * @param retentions the same for single log groups, by their names
 */
public record LogProperties(
        @DefaultValue("0d") @DurationMin Duration retention,
        @DefaultValue Map<String, @DurationMin Duration> retentions) {
    public LogProperties {
        retentions = Map.copyOf(retentions);
    }

    Duration of(String group) {
        return retentions.getOrDefault(group, retention);
    }
}
