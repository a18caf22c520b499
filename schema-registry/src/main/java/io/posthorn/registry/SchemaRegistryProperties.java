package io.posthorn.registry;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the registry is set up.
 *
 * @param topic the compacted topic of one partition that holds the registry's state; created if missing
 * @param path where the registry is found, without a slash at its end; empty for the root of the server
 * @param maxRequestSize larger request bodies are refused
 * @param kafka further settings of the Kafka clients, by their Kafka names, before those of
 *     {@code posthorn.kafka.client}
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.schema-registry", ignoreUnknownFields = false)
record SchemaRegistryProperties(
        @DefaultValue(SchemaRegistry.DEFAULT_TOPIC) @NotBlank
        String topic,

        @DefaultValue("/schema-registry") @Pattern(regexp = "(/[A-Za-z0-9._-]+)*")
        String path,

        @DefaultValue("1MB") DataSize maxRequestSize,
        @DefaultValue Map<String, String> kafka) {
    SchemaRegistryProperties {
        if (maxRequestSize.toBytes() < 1 || maxRequestSize.toBytes() >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("max-request-size must be between 1 byte and 2 GB");
        }
        kafka = Map.copyOf(kafka);
    }

    /** Tells of the clients' settings no more than their names: some of them are passwords. */
    @Override
    public String toString() {
        return "SchemaRegistryProperties[topic=" + topic + ", path=" + path + ", kafka=" + new TreeSet<>(kafka.keySet())
                + "]";
    }
}
