package io.posthorn.gateway.rest;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.gateway.http.RequestBodies;
import io.posthorn.gateway.http.RequestMetrics;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.operation.Operations;
import jakarta.servlet.http.HttpServlet;
import java.util.List;

/** A REST interface to the operations of one or more APIs, to be registered with a server. */
public final class RestApi {
    /** What a client calls a request and every repetition of it. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Carries the id of the request, on every answer. */
    public static final String REQUEST_ID = "Posthorn-Request-Id";

    private final String base;
    private final RestServlet servlet;

    /**
     * Makes the interface.
     *
     * @param base where its paths begin, such as {@code /v1}
     * @param model whose errors are told
     * @param catalogues operations to be found here; those that are offered and have routes
     * @throws IllegalArgumentException when a route does not go with its operation, or two are the same
     */
    public RestApi(
            String base,
            ApiModel model,
            List<Operations> catalogues,
            Callers callers,
            RequestBodies bodies,
            MeterRegistry registry,
            TimeOrderedIds ids) {
        this.base = base;
        servlet = new RestServlet(
                base,
                new RouteTable(catalogues),
                callers,
                bodies,
                new ApiErrors(model),
                new RequestMetrics(registry),
                ids);
    }

    /** Takes the requests; to be mapped to {@link #mapping()}. */
    public HttpServlet servlet() {
        return servlet;
    }

    /** The pattern of paths the servlet is for. */
    public String mapping() {
        return base + "/*";
    }
}
