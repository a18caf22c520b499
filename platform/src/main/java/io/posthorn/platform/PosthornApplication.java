package io.posthorn.platform;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts a service with the defaults all of them share; everything can be set otherwise. */
public final class PosthornApplication {
    private static final String LOG_LINE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %5p [%15.15t] %-40.40logger{39} : %m %kvp%n%wEx";

    private PosthornApplication() {}

    /** The defaults, as configuration keys. */
    public static Map<String, Object> defaults() {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put("spring.main.banner-mode", Banner.Mode.OFF.name().toLowerCase(Locale.ROOT));
        defaults.put("spring.threads.virtual.enabled", true);
        defaults.put("server.shutdown", "graceful");
        defaults.put("spring.lifecycle.timeout-per-shutdown-phase", "20s");
        defaults.put("management.endpoints.web.exposure.include", "health,info,prometheus");
        defaults.put("management.endpoint.health.probes.enabled", true);
        defaults.put("management.endpoint.health.group.readiness.include", "readinessState,pipeline");
        defaults.put("management.endpoint.health.show-details", "never");
        // What a message is about stands in its key-values.
        defaults.put("logging.pattern.console", LOG_LINE);
        defaults.put("logging.pattern.file", LOG_LINE);
        // Kafka's clients print their whole configuration at INFO, and its broker much more.
        defaults.put("logging.level.org.apache.kafka", "WARN");
        // Warns of each transaction that follows close on another and is tried again; what fails is told elsewhere.
        defaults.put("logging.level.org.apache.kafka.clients.producer.internals.Sender", "ERROR");
        defaults.put("logging.level.kafka", "WARN");
        defaults.put("logging.level.state", "WARN");
        return defaults;
    }

    /** Runs a service until it is told to stop. */
    public static ConfigurableApplicationContext run(Class<?> configuration, String... args) {
        var application = new SpringApplication(configuration);
        var defaults = defaults();
        defaults.put("spring.application.name", serviceName(configuration));
        application.setDefaultProperties(defaults);
        return application.run(args);
    }

    /** {@code RoutingServiceApplication} is the routing-service. */
    private static String serviceName(Class<?> configuration) {
        return configuration
                .getSimpleName()
                .replaceFirst("Application$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
