package io.posthorn.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.gateway.access.CallerCheck;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.operation.Operations;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Makes the parts of the HTTP edge. */
public final class Edge {
    private Edge() {}

    /** The servlet that takes all requests of the API. */
    public static HttpServlet servlet(
            ApiModel model,
            Operations operations,
            CallerCheck callers,
            BodyLimits bodies,
            MeterRegistry registry,
            TimeOrderedIds ids) {
        return new ApiServlet(
                operations,
                callers,
                new RequestBodies(bodies.bytes(), bodies.large(), bodies.patience()),
                new ApiErrors(model),
                new RequestMetrics(registry),
                ids);
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
