package io.posthorn.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.api.ApiModel;
import io.posthorn.gateway.access.CallerCheck;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.operation.Answering;
import io.posthorn.gateway.operation.Operations;
import io.posthorn.platform.trace.Tracing;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.util.List;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** The parts of the HTTP edge, to be registered with a server. */
public final class Edge {
    /** Under this name the servlet has to be registered. */
    public static final String SERVLET_NAME = "api";

    private final ApiServlet servlet;

    /**
     * Makes the edge in front of {@code operations}.
     *
     * @param trail takes down who asked for what
     * @param neighbour takes requests of another protocol at the same paths
     */
    public Edge(
            ApiModel model,
            Operations operations,
            CallerCheck callers,
            RequestBodies bodies,
            Answering.Trail trail,
            MeterRegistry registry,
            TimeOrderedIds ids,
            Neighbour neighbour) {
        servlet = new ApiServlet(
                operations, callers, bodies, new Answering(model, trail), new RequestMetrics(registry), ids, neighbour);
    }

    /** Takes all requests of the API. */
    public HttpServlet servlet() {
        return servlet;
    }

    /** To be registered for all paths, in front of every other filter. */
    public Filter shortcut(Tracing tracing) {
        var shortcut = new Shortcut(servlet, SERVLET_NAME);
        return tracing.isOn() ? new TraceFilter(tracing, shortcut) : shortcut;
    }

    /**
     * Sets up a server.
     *
     * @param others forms of errors, for paths at which the API's own protocol is not spoken
     */
    public static WebServerFactoryCustomizer<TomcatServletWebServerFactory> server(ErrorReport.Form... others) {
        return new TomcatEdge(List.of(others));
    }
}
