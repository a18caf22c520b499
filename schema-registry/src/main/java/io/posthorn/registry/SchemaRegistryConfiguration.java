package io.posthorn.registry;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * A schema registry on this application's web server, on the Kafka that {@code posthorn.kafka.bootstrap-servers} names.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SchemaRegistryProperties.class)
public class SchemaRegistryConfiguration {
    @Bean
    SchemaRegistry schemaRegistry(
            SchemaRegistryProperties properties,
            @Value("${posthorn.kafka.bootstrap-servers}") String bootstrapServers,
            Environment environment) {
        var kafka = new HashMap<String, Object>(ofAllClients(environment));
        kafka.putAll(properties.kafka());
        kafka.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return SchemaRegistry.start(kafka, properties.topic());
    }

    /** What the services are told for all their clients holds for these too. */
    private static Map<String, String> ofAllClients(Environment environment) {
        return Binder.get(environment)
                .bind("posthorn.kafka.client", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
    }

    @Bean
    ServletRegistrationBean<SchemaRegistryServlet> schemaRegistryServlet(
            SchemaRegistry registry, SchemaRegistryProperties properties) {
        var servlet = new SchemaRegistryServlet(registry, properties.path(), properties.maxRequestSize());
        var registration = new ServletRegistrationBean<>(
                servlet, SchemaRegistryServlet.mappings(properties.path()).toArray(String[]::new));
        registration.setName("schemaRegistry");
        return registration;
    }
}
