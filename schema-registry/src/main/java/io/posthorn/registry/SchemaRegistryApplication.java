package io.posthorn.registry;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The schema registry as a service of its own, on port 8081. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SchemaRegistryConfiguration.class)
public class SchemaRegistryApplication {
    public static void main(String[] args) {
        var application = new SpringApplication(SchemaRegistryApplication.class);
        application.setDefaultProperties(Map.of(
                "spring.application.name", "schema-registry",
                "server.port", "8081",
                "spring.threads.virtual.enabled", "true",
                "management.endpoints.web.exposure.include", "health,info,prometheus",
                "management.endpoint.health.probes.enabled", "true"));
        application.run(args);
    }
}
