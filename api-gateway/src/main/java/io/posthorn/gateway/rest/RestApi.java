package io.posthorn.gateway.rest;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.api.ApiModel;
import io.posthorn.gateway.http.ErrorReport;
import io.posthorn.gateway.http.RequestBodies;
import io.posthorn.gateway.http.RequestMetrics;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.operation.Answering;
import io.posthorn.gateway.operation.Operations;
import jakarta.servlet.http.HttpServlet;
import java.util.List;
import java.util.Set;

/** A REST interface to the operations of one or more APIs, to be registered with a server. */
public final class RestApi {
    /** What a client calls a request and every repetition of it. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Carries the id of the request, on every answer. */
    public static final String REQUEST_ID = "Posthorn-Request-Id";

    private final String base;
    private final RestServlet servlet;

    /**
     * What an interface says about itself.
     *
     * @param description in Markdown
     * @param key what its API keys look like
     */
    public record About(String title, String description, String key) {}

    /**
     * Makes the interface.
     *
     * @param base where its paths begin, such as {@code /v1}
     * @param model whose errors are told
     * @param catalogues operations to be found here; those that are offered and have routes
     * @param tools names of further pages, at {@code /try/<name>.html}
     * @param trail takes down who asked for what
     * @param about for its OpenAPI document at {@code /openapi.json}, and for the page to try it at {@code /}
     * @throws IllegalArgumentException when a route does not go with its operation, or two are the same
     */
    public RestApi(
            String base,
            ApiModel model,
            List<Operations> catalogues,
            Set<String> tools,
            Callers callers,
            RequestBodies bodies,
            Answering.Trail trail,
            MeterRegistry registry,
            TimeOrderedIds ids,
            About about) {
        this.base = base;
        var routes = new RouteTable(catalogues);
        servlet = new RestServlet(
                base,
                routes,
                new RestPages(OpenApi.document(about, base, routes), tools),
                callers,
                bodies,
                new Answering(model, trail),
                new RequestMetrics(registry),
                ids);
    }

    /**
     * The form of errors that a server finds by itself, such as a request that cannot be read.
     *
     * @param base where the paths of the interface begin
     */
    public static ErrorReport.Form errors(String base) {
        return new ErrorReport.Form() {
            @Override
            public boolean isFor(String path) {
                return path.equals(base) || path.startsWith(base + "/");
            }

            @Override
            public ErrorReport.Prepared prepare(int status, String requestId) {
                var problem = Problem.of(Problem.Kind.ofStatus(status), "the request was refused by the server");
                return new ErrorReport.Prepared(status, Problem.CONTENT_TYPE, problem.json(status, requestId));
            }

            @Override
            public String requestIdHeader() {
                return REQUEST_ID;
            }
        };
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
