package io.posthorn.gateway.operator;

import io.posthorn.gateway.http.Edge;
import io.posthorn.gateway.rest.RestApi;
import jakarta.servlet.http.HttpServlet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServer;
import org.springframework.context.SmartLifecycle;

/**
 * The server of the operator's API. It is another server than that of the tenants, so that neither can be reached
 * through the other, whatever is routed where.
 */
public final class OperatorServer implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OperatorServer.class);

    private final OperatorProperties properties;
    private final RestApi rest;
    private final Map<String, HttpServlet> tables;
    private final SslBundles bundles;
    private @Nullable WebServer server;

    /** @param tables servlets of tables by their path */
    OperatorServer(OperatorProperties properties, RestApi rest, Map<String, HttpServlet> tables, SslBundles bundles) {
        this.properties = properties;
        this.rest = rest;
        this.tables = Map.copyOf(tables);
        this.bundles = bundles;
    }

    @Override
    public synchronized void start() {
        var factory = new TomcatServletWebServerFactory(properties.port());
        factory.setAddress(properties.address());
        if (properties.sslBundle() != null) {
            var ssl = Ssl.forBundle(properties.sslBundle());
            ssl.setClientAuth(properties.clientAuth());
            factory.setSsl(ssl);
            factory.setSslBundles(bundles);
        }
        Edge.server(RestApi.errors("")).customize(factory);
        var started = factory.getWebServer(context -> {
            context.addServlet("operator", rest.servlet()).addMapping(rest.mapping());
            tables.forEach((path, servlet) ->
                    context.addServlet("table " + path, servlet).addMapping(path));
        });
        started.start();
        server = started;
        log.atInfo()
                .addKeyValue("address", properties.address().getHostAddress())
                .addKeyValue("port", started.getPort())
                .log("the operator's API listens");
    }

    /** The port it listens on. */
    public synchronized int port() {
        var current = server;
        if (current == null) {
            throw new IllegalStateException("the operator's API does not listen");
        }
        return current.getPort();
    }

    @Override
    public synchronized void stop() {
        var current = server;
        if (current != null) {
            current.stop();
            current.destroy();
            server = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }

    /** After everything it works with, and before that when stopping. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 2048;
    }
}
