package io.posthorn.registry;

import java.util.HashMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A schema registry on this application's web server, on the Kafka that {@code posthorn.kafka.bootstrap-servers} names.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SchemaRegistryProperties.class)
public class SchemaRegistryConfiguration {
    @Bean
    SchemaRegistry schemaRegistry(
            SchemaRegistryProperties properties,
            @Value("${posthorn.kafka.bootstrap-servers}") String bootstrapServers) {
        var kafka = new HashMap<String, Object>(properties.kafka());
        kafka.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return SchemaRegistry.start(kafka, properties.topic());
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
