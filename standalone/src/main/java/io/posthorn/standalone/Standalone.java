package io.posthorn.standalone;

import io.posthorn.core.routing.RoutingPolicy;
import io.posthorn.gateway.operator.OperatorFiles;
import io.posthorn.gateway.operator.OperatorServer;
import io.posthorn.kafka.embedded.DataDirectoryInUseException;
import io.posthorn.kafka.embedded.EmbeddedKafka;
import io.posthorn.kafka.embedded.PortInUseException;
import io.posthorn.platform.PosthornApplication;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.registry.EmbeddedRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The running system: broker, registry and all services of this process. */
public final class Standalone implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String OPERATOR_TOKEN = "posthorn.operator.token";
    private static final String OPERATOR_TOKEN_FILE = OPERATOR_TOKEN + "-file";

    /** Without local copies, tables with many millions of entries take minutes to read. */
    private static final Duration READINESS_PATIENCE = Duration.ofMinutes(30);

    private final EmbeddedKafka kafka;
    private final EmbeddedRegistry registry;
    private final ConfigurableApplicationContext services;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Standalone(EmbeddedKafka kafka, EmbeddedRegistry registry, ConfigurableApplicationContext services) {
        this.kafka = kafka;
        this.registry = registry;
        this.services = services;
    }

    /**
     * Starts everything and returns when the first request can be answered.
     *
     * @throws UsageException when a port or the data directory is taken
     */
    static Standalone start(StandaloneOptions options) throws UsageException {
        requireFreePorts(options);
        var kafka = startKafka(options);
        try {
            var registry = EmbeddedRegistry.start(kafka.bootstrapServers(), options.registryPort());
            try {
                var services = startServices(options, kafka, registry);
                awaitReadiness(services);
                return new Standalone(kafka, registry, services);
            } catch (RuntimeException failed) {
                registry.close();
                throw failed;
            }
        } catch (RuntimeException failed) {
            kafka.close();
            throw failed;
        }
    }

    /** Tells all that are taken at once: whoever starts a second system would meet one after the other. */
    private static void requireFreePorts(StandaloneOptions options) throws UsageException {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put("--port", options.port());
        ports.put("--kafka-port", options.kafkaPort());
        ports.put("--registry-port", options.registryPort());
        ports.put("--" + StandaloneOptions.OPERATOR_PORT, options.operatorPort());
        var taken = ports.entrySet().stream()
                .filter(each -> !isFree(each.getValue()))
                .map(each -> each.getValue() + " (" + each.getKey() + ")")
                .toList();
        if (!taken.isEmpty()) {
            throw new UsageException((taken.size() == 1 ? "a port is taken: " : "ports are taken: ")
                    + String.join(", ", taken) + "; choose others with these options, 0 for any free one");
        }
    }

    private static boolean isFree(int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static EmbeddedKafka startKafka(StandaloneOptions options) throws UsageException {
        try {
            return EmbeddedKafka.start(EmbeddedKafka.Options.in(options.data()).withPort(options.kafkaPort()));
        } catch (PortInUseException taken) {
            throw new UsageException("port " + taken.port() + " is taken; choose another with --kafka-port");
        } catch (DataDirectoryInUseException inUse) {
            throw new UsageException(
                    "data directory " + options.data().toAbsolutePath().normalize()
                            + " is in use by another process; stop that one or choose another with --data");
        }
    }

    private static ConfigurableApplicationContext startServices(
            StandaloneOptions options, EmbeddedKafka kafka, EmbeddedRegistry registry) {
        Map<String, Object> defaults = new HashMap<>(PosthornApplication.defaults());
        defaults.put("spring.application.name", "posthorn");
        defaults.put("server.address", LOOPBACK);
        defaults.put("server.port", options.port());
        defaults.put("posthorn.kafka.bootstrap-servers", kafka.bootstrapServers());
        defaults.put("posthorn.kafka.schema-registry-url", registry.url());
        // More partitions than threads would only make transactions dearer: each marks every partition it wrote to.
        defaults.put("posthorn.kafka.pipeline-partitions", 1);
        defaults.put("posthorn.kafka.control-partitions", 1);
        for (var stage : List.of(
                "registration",
                "routing",
                "optout",
                "send.throttle",
                "send.connector",
                "send.receipts",
                "send.inbound",
                "dispatcher",
                "dispatcher.delivery")) {
            defaults.put("posthorn." + stage + ".threads", 1);
        }
        defaults.put(
                "posthorn.stage.state-directory",
                options.data().resolve("state").toString());
        defaults.put("posthorn.stage.instance-id", "standalone");
        // With one thread each, stages one after the other gain nothing from transactions of their own.
        defaults.put("posthorn.stage.shared-transaction", true);
        defaults.put("posthorn.gateway.development-credentials", true);
        defaults.put("posthorn.gateway.handset-carriers", RoutingPolicy.SIMULATOR_CARRIER);
        var operatorFiles = options.data().resolve("operator");
        if (!options.sets(StandaloneOptions.OPERATOR_FILES)) {
            ExampleData.write(operatorFiles);
            defaults.put(StandaloneOptions.OPERATOR_FILES, operatorFiles.toString());
        }
        defaults.put(StandaloneOptions.OPERATOR_PORT, options.operatorPort());
        // A developer has no operator to wait for.
        defaults.put("posthorn.registration.review", "automatic");
        // A developer's endpoints are on the same machine.
        defaults.put("posthorn.dispatcher.topics.reachable-networks", "0.0.0.0/0,::/0");
        defaults.put("posthorn.dispatcher.directory", options.data().toString());
        defaults.put("logging.file.name", options.data().resolve("posthorn.log").toString());
        defaults.put("logging.threshold.console", "WARN");
        // Clients that look for coordinators at the first start all have the broker make the topics that groups and
        // transactions are kept in. It complains of each but the first.
        defaults.put("logging.level.kafka.server.DefaultAutoTopicCreationManager", "ERROR");
        // Within a process a record's time can be a moment ahead of the one its broker has read before.
        defaults.put("logging.level.LogFutureTimestampLogger", "ERROR");
        // The broker is in this process: whoever cannot reach it is about to be stopped, as it is.
        defaults.put("logging.level.org.apache.kafka.clients.NetworkClient", "ERROR");
        // Why it did not start, the program tells in its last words.
        defaults.put("logging.level.org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter", "OFF");
        defaults.put("logging.level.org.springframework.boot.web.server.servlet.context", "ERROR");
        defaults.put("logging.level.org.springframework.boot.SpringApplication", "OFF");
        defaults.put(
                "logging.level.org.springframework.boot.tomcat.servlet.DeferredServletContainerInitializers", "OFF");
        defaults.put("logging.level.org.apache.catalina.loader.WebappClassLoaderBase", "ERROR");
        var application = new SpringApplication(StandaloneConfiguration.class);
        application.setDefaultProperties(defaults);
        var tokenFile = operatorFiles.resolve("token").toString();
        application.addInitializers(context -> addTokenFile(context.getEnvironment(), tokenFile));
        // The broker has to outlive the services, so that they can leave it in order.
        application.setRegisterShutdownHook(false);
        return application.run(options.configuration().toArray(String[]::new));
    }

    /**
     * Only where there is no token, which can be set in the environment or in a file, too: one of the two may be set.
     */
    private static void addTokenFile(ConfigurableEnvironment environment, String tokenFile) {
        if (!environment.containsProperty(OPERATOR_TOKEN)) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("operator", Map.of(OPERATOR_TOKEN_FILE, tokenFile)));
        }
    }

    private static void awaitReadiness(ConfigurableApplicationContext services) {
        var stages = services.getBeansOfType(StageLifecycle.class).values();
        var giveUp = System.nanoTime() + READINESS_PATIENCE.toNanos();
        var pause = new CountDownLatch(1);
        var files = services.getBeanProvider(OperatorFiles.class);
        while (!stages.stream().allMatch(StageLifecycle::isReady)
                || !files.stream().allMatch(OperatorFiles::isDone)) {
            if (System.nanoTime() > giveUp) {
                services.close();
                throw new IllegalStateException("the stages did not become ready within " + READINESS_PATIENCE);
            }
            try {
                if (pause.await(20, TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                services.close();
                throw new IllegalStateException("interrupted while starting", interrupted);
            }
        }
    }

    /** Where the API answers. */
    public String endpoint() {
        return "http://localhost:" + port();
    }

    int port() {
        if (services instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            return web.getWebServer().getPort();
        }
        throw new IllegalStateException("the API has no port");
    }

    /** Where the operator's API answers. */
    String operatorEndpoint() {
        return "http://127.0.0.1:" + services.getBean(OperatorServer.class).port() + "/operator/v1";
    }

    private String whereTheTokenIs() {
        var file = services.getEnvironment().getProperty(OPERATOR_TOKEN_FILE);
        return file == null
                ? "with the token that is configured"
                : "token in " + Path.of(file).normalize();
    }

    /** The embedded broker, for producers and consumers. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The schema registry, for producers and consumers. */
    public String registryUrl() {
        return registry.url();
    }

    /** Stops services, registry and broker, in this order. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            services.close();
            registry.close();
            kafka.close();
        }
    }

    /** What a user needs to know to begin. */
    String banner(StandaloneOptions options) {
        return """

                Posthorn is ready.

                  API endpoint     %s
                  REST interface   %s/v1/
                  Operator's API   %s, %s
                  Documentation    README.md, docs/
                  Kafka            %s
                  Schema registry  %s
                  Data and log     %s

                  Development credentials (any region): account 000000000000

                    export AWS_ACCESS_KEY_ID=posthorn AWS_SECRET_ACCESS_KEY=posthorn-secret AWS_DEFAULT_REGION=us-east-1

                  Send a message; a simulator number reaches simulator destinations only:

                    aws pinpoint-sms-voice-v2 --endpoint-url %s request-phone-number \\
                        --iso-country-code US --message-type TRANSACTIONAL --number-capabilities SMS --number-type SIMULATOR
                    aws pinpoint-sms-voice-v2 --endpoint-url %s send-text-message \\
                        --destination-phone-number +14254147755 --message-body "Hello"

                Ctrl-C stops it.
                """.formatted(
                        endpoint(),
                        endpoint(),
                        operatorEndpoint(),
                        whereTheTokenIs(),
                        bootstrapServers(),
                        registryUrl(),
                        options.data().toAbsolutePath().normalize(),
                        endpoint(),
                        endpoint());
    }
}
