package io.posthorn.registry;

import java.net.InetAddress;
import java.util.Map;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.util.unit.DataSize;

/** A registry on a web server of its own, for tests and tools that have a Kafka but no application around them. */
public final class EmbeddedRegistry implements AutoCloseable {
    /** It has the port to itself, so that its address looks like that of any other registry. */
    private static final String MOUNT = "";

    private final SchemaRegistry registry;
    private final WebServer server;

    private EmbeddedRegistry(SchemaRegistry registry, WebServer server) {
        this.registry = registry;
        this.server = server;
    }

    /** Starts a registry on loopback, at a free port. */
    public static EmbeddedRegistry start(String bootstrapServers) {
        return start(bootstrapServers, 0);
    }

    /**
     * Starts a registry on loopback.
     *
     * @param port 0 for a free one
     * @throws org.springframework.boot.web.server.PortInUseException if the port is taken
     */
    public static EmbeddedRegistry start(String bootstrapServers, int port) {
        return start(Map.of("bootstrap.servers", bootstrapServers), port);
    }

    /**
     * Starts a registry on loopback.
     *
     * @param kafka settings of its Kafka clients
     * @param port 0 for a free one
     * @throws org.springframework.boot.web.server.PortInUseException if the port is taken
     */
    public static EmbeddedRegistry start(Map<String, String> kafka, int port) {
        var registry = SchemaRegistry.start(kafka, SchemaRegistry.DEFAULT_TOPIC);
        try {
            var factory = new TomcatServletWebServerFactory(port);
            factory.setAddress(InetAddress.getLoopbackAddress());
            var servlet = new SchemaRegistryServlet(registry, MOUNT, DataSize.ofMegabytes(1));
            var server = factory.getWebServer(
                    context -> context.addServlet("schemaRegistry", servlet).addMapping("/*"));
            server.start();
            return new EmbeddedRegistry(registry, server);
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    /** For {@code schema.registry.url}. */
    public String url() {
        return "http://127.0.0.1:" + server.getPort() + MOUNT;
    }

    @Override
    public void close() {
        try {
            server.stop();
            server.destroy();
        } finally {
            registry.close();
        }
    }
}
