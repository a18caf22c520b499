package io.posthorn.gateway.http;

import io.posthorn.platform.trace.Tracing;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/** Gives each request of the API a span, in the trace of its caller where that has one. */
final class TraceFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String ACTUATOR = "/actuator";

    /** What may be in a name; anything else somebody has made up. */
    private static final Pattern TARGET = Pattern.compile("\\w+\\.(\\w{1,64})");

    private static final Pattern REST_PATH = Pattern.compile("(/v1/[a-z-]{1,40})(/.*)?");

    private final transient Tracing tracing;
    private final transient Filter next;

    /** @param next goes on with the request */
    TraceFilter(Tracing tracing, Filter next) {
        this.tracing = tracing;
        this.next = next;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getRequestURI().startsWith(ACTUATOR)) {
            next.doFilter(request, response, chain);
            return;
        }
        tracing.<IOException, ServletException>request(name(request), request::getHeader, () -> {
            next.doFilter(request, response, chain);
            return response.getStatus();
        });
    }

    private static String name(HttpServletRequest request) {
        var target = request.getHeader("X-Amz-Target");
        var named = TARGET.matcher(target == null ? "" : target);
        if (named.matches()) {
            return named.group(1);
        }
        var path = REST_PATH.matcher(request.getRequestURI());
        return path.matches() ? request.getMethod() + " " + path.group(1) : request.getMethod();
    }
}
