package io.posthorn.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.gateway.access.CallerCheck;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.operation.Operations;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** The parts of the HTTP edge, to be registered with a server. */
public final class Edge {
    /** Under this name the servlet has to be registered. */
    public static final String SERVLET_NAME = "api";

    private final ApiServlet servlet;

    /** Makes the edge in front of {@code operations}. */
    public Edge(
            ApiModel model,
            Operations operations,
            CallerCheck callers,
            BodyLimits bodies,
            MeterRegistry registry,
            TimeOrderedIds ids) {
        servlet = new ApiServlet(
                operations,
                callers,
                new RequestBodies(bodies.bytes(), bodies.large(), bodies.patience()),
                new ApiErrors(model),
                new RequestMetrics(registry),
                ids);
    }

    /** Takes all requests of the API. */
    public HttpServlet servlet() {
        return servlet;
    }

    /** To be registered for all paths, in front of every other filter. */
    public Filter shortcut() {
        return new Shortcut(servlet, SERVLET_NAME);
    }

    /**
     * How much of request bodies is taken in.
     *
     * @param bytes most of one body
     * @param large most large bodies held at a time
     * @param patience most time for one body
     */
    public record BodyLimits(int bytes, int large, Duration patience) {}

    /** Sets up the server the servlet runs in. */
    public static WebServerFactoryCustomizer<TomcatServletWebServerFactory> server() {
        return new TomcatEdge();
    }
}
