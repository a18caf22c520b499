package io.posthorn.platform.trace;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Traces, where they are wanted. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TracingProperties.class)
public class TracingConfiguration {

    @Bean
    Tracing tracing(TracingProperties properties, @Value("${spring.application.name:posthorn}") String service) {
        var endpoint = properties.endpoint();
        return endpoint == null ? Tracing.OFF : OpenTelemetryTracing.to(endpoint, properties, service);
    }
}
