package io.posthorn.gateway.http;

import io.posthorn.core.signature.SignableRequest;
import io.posthorn.gateway.operation.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The headers of one request. Each is looked for once, because checking a signature asks for some of them again and
 * again.
 */
public final class RequestHeaders implements SignableRequest.Headers {
    private final HttpServletRequest request;
    private final Map<String, List<String>> found = new HashMap<>();

    public RequestHeaders(HttpServletRequest request) {
        this.request = request;
    }

    /** Where a request comes from. */
    public static Caller.Origin origin(HttpServletRequest request) {
        return new Caller.Origin(
                request.getRemoteAddr(),
                Objects.requireNonNullElse(request.getHeader("User-Agent"), ""),
                request.isSecure());
    }

    @Override
    public List<String> values(String lowerCaseName) {
        return found.computeIfAbsent(lowerCaseName, this::find);
    }

    private List<String> find(String name) {
        var values = request.getHeaders(name);
        if (!values.hasMoreElements()) {
            return List.of();
        }
        var first = values.nextElement();
        if (!values.hasMoreElements()) {
            return List.of(first);
        }
        var all = new ArrayList<>(List.of(first));
        values.asIterator().forEachRemaining(all::add);
        return all;
    }
}
