package io.posthorn.dispatcher;

import io.posthorn.dispatcher.audit.AuditProperties;
import io.posthorn.dispatcher.aws.AwsProperties;
import io.posthorn.dispatcher.delivery.DeliveryProperties;
import io.posthorn.dispatcher.history.HistoryProperties;
import io.posthorn.dispatcher.log.LogProperties;
import io.posthorn.dispatcher.sink.SinkProperties;
import io.posthorn.dispatcher.stream.StreamProperties;
import io.posthorn.dispatcher.topic.SubscriberProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where events go.
 *
 * @param threads partitions worked on at the same time in this instance
 * @param directory holds {@code log-groups}, {@code delivery-streams} and {@code audit}; all instances must see the
 *     same
 * @param delivery how hard places are tried
 * @param sinks which form of sink events go to
 * @param accounts the same for single accounts
 * @param logs the log groups kept here
 * @param stream delivery streams without settings of their own
 * @param streams delivery streams with settings of their own, by their names
 * @param topics how the subscribers of topics are served
 * @param aws how AWS is called, by sinks of that form
 * @param history how long it is known what became of a message
 * @param audit the audit log
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.dispatcher", ignoreUnknownFields = false)
public record DispatcherProperties(
        @DefaultValue("2") @Min(1) @Max(64) int threads,
        @DefaultValue("events") Path directory,
        @DefaultValue @Valid DeliveryProperties delivery,
        @DefaultValue SinkProperties sinks,
        @DefaultValue Map<String, SinkProperties> accounts,
        @DefaultValue @Valid LogProperties logs,
        @DefaultValue @Valid StreamProperties stream,
        @DefaultValue Map<String, @Valid StreamProperties> streams,
        @DefaultValue @Valid SubscriberProperties topics,
        @DefaultValue @Valid AwsProperties aws,
        @DefaultValue @Valid HistoryProperties history,
        @DefaultValue @Valid AuditProperties audit) {

    public DispatcherProperties {
        accounts = Map.copyOf(accounts);
        streams = Map.copyOf(streams);
    }
}
