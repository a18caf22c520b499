package io.posthorn.platform.kafka;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this process reaches Kafka, and the shape of the topics it creates where they are missing.
 *
 * @param bootstrapServers {@code host:port}, comma separated
 * @param schemaRegistryUrl a registry that speaks the Confluent REST API, comma separated where there are several
 * @param valueSerializer Kafka serializer of record values; configured with Confluent's keys
 * @param valueDeserializer Kafka deserializer of record values; configured with Confluent's keys
 * @param client settings added to every Kafka client, by their Kafka names, such as {@code security.protocol}
 * @param pipelinePartitions partitions of each message topic: the most threads that can share one stage
 * @param controlPartitions partitions of the control plane's topics
 * @param replicationFactor copies of each partition; -1 leaves it to the broker's default
 * @param sessionTimeout how long a silent instance keeps its partitions
 * @param transactionTimeout how long the broker waits for a silent transaction before it aborts it
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.kafka", ignoreUnknownFields = false)
public record KafkaProperties(
        @NotBlank String bootstrapServers,
        @NotBlank String schemaRegistryUrl,
        @DefaultValue("io.posthorn.serde.AvroSerializer") String valueSerializer,
        @DefaultValue("io.posthorn.serde.AvroDeserializer") String valueDeserializer,
        @DefaultValue Map<String, String> client,
        @DefaultValue("12") @Min(1) @Max(1000) int pipelinePartitions,
        @DefaultValue("4") @Min(1) @Max(100) int controlPartitions,
        @DefaultValue("-1") @Min(-1) @Max(9) short replicationFactor,
        @DefaultValue("10s") Duration sessionTimeout,
        @DefaultValue("15s") Duration transactionTimeout) {

    public KafkaProperties {
        client = Map.copyOf(client);
    }

    /** Tells of the clients' settings no more than their names: some of them are passwords. */
    @Override
    public String toString() {
        return "KafkaProperties[bootstrapServers=" + bootstrapServers + ", client=" + new TreeSet<>(client.keySet())
                + "]";
    }
}
