package io.posthorn.dispatcher;

import io.posthorn.dispatcher.history.HistoryProperties;
import io.posthorn.dispatcher.topic.DeliveryProperties;
import io.posthorn.dispatcher.topic.TopicProperties;
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
 * @param directory holds {@code log-groups} and {@code delivery-streams}
 * @param openFiles most files of log groups and delivery streams kept open
 * @param topics who listens to which topic, by the topic's name
 * @param delivery how hard the endpoints of topics are tried
 * @param history how long it is known what became of a message
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.dispatcher", ignoreUnknownFields = false)
public record DispatcherProperties(
        @DefaultValue("2") @Min(1) @Max(64) int threads,
        @DefaultValue("events") Path directory,
        @DefaultValue("64") @Min(1) @Max(10_000) int openFiles,
        @DefaultValue Map<String, @Valid TopicProperties> topics,
        @DefaultValue @Valid DeliveryProperties delivery,
        @DefaultValue @Valid HistoryProperties history) {

    public DispatcherProperties {
        topics = Map.copyOf(topics);
    }
}
