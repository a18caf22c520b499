package io.posthorn.platform.trace;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whether and where traces go.
 *
 * @param endpoint takes spans by OTLP over HTTP, such as {@code http://collector:4318/v1/traces}; left out, nothing is
 *     traced
 * @param sample the share of messages that are traced, of those whose sender has not decided it
 * @param headers of each request to the endpoint, for those that want a key
 * @param timeout how long one request to the endpoint may take
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.tracing", ignoreUnknownFields = false)
public record TracingProperties(
        @Nullable URI endpoint,

        @DefaultValue("0.1") @DecimalMin("0") @DecimalMax("1")
        double sample,

        @DefaultValue Map<String, String> headers,
        @DefaultValue("10s") Duration timeout) {

    public TracingProperties {
        headers = Map.copyOf(headers);
    }

    /** Whether there is somewhere to send spans to. */
    public boolean isOn() {
        return endpoint != null;
    }

    /** Tells no header: one of them is a key. */
    @Override
    public String toString() {
        return "TracingProperties[endpoint=" + endpoint + ", sample=" + sample + "]";
    }
}
