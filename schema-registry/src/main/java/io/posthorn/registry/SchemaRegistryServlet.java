package io.posthorn.registry;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** The registry over HTTP, below any path. */
public final class SchemaRegistryServlet extends HttpServlet {
    private static final Logger log = LoggerFactory.getLogger(SchemaRegistryServlet.class);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    private final transient SchemaRegistry registry;
    private final String mount;
    private final int maxBodyBytes;

    /**
     * @param mount the path below which the registry lives, such as {@code /schema-registry}; empty for the root
     * @param maxRequestSize larger request bodies are refused
     */
    public SchemaRegistryServlet(SchemaRegistry registry, String mount, DataSize maxRequestSize) {
        this.registry = registry;
        this.mount = mount;
        this.maxBodyBytes = Math.toIntExact(maxRequestSize.toBytes());
    }

    /** What to map the servlet to so that it receives all that is its own and nothing else. */
    public static List<String> mappings(String mount) {
        return mount.isEmpty()
                ? List.of("/subjects/*", "/schemas/*", "/compatibility/*", "/config/*", "/mode/*")
                : List.of(mount + "/*");
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var reply = reply(request);
        var bytes = reply.body().toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(reply.status());
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private SchemaRegistry.Reply reply(HttpServletRequest request) throws IOException {
        var body = request.getInputStream().readNBytes(maxBodyBytes + 1);
        if (body.length > maxBodyBytes) {
            return refusal(413, 413, "The request body is larger than " + maxBodyBytes + " bytes");
        }
        var text = new String(body, StandardCharsets.UTF_8);
        List<String> path;
        Map<String, String> query;
        try {
            path = path(request);
            query = query(request);
        } catch (IllegalArgumentException e) {
            return refusal(400, 400, "The address is malformed");
        }
        var method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        try {
            return registry.handle(new RegistryRequest(method, path, query, text));
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("failed to handle a request");
            return refusal(500, 500, "Internal Server Error");
        }
    }

    private List<String> path(HttpServletRequest request) {
        // Undecoded, so that a subject may contain a slash.
        var below = request.getRequestURI().substring(request.getContextPath().length() + mount.length());
        return Arrays.stream(below.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .map(SchemaRegistryServlet::decoded)
                .toList();
    }

    /** From the address only: asking the container would make it read a form from the body. */
    private static Map<String, String> query(HttpServletRequest request) {
        var parameters = new HashMap<String, String>();
        var text = request.getQueryString();
        if (text != null) {
            for (var pair : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                var name = equals < 0 ? pair : pair.substring(0, equals);
                var value = equals < 0 ? "true" : pair.substring(equals + 1);
                parameters.putIfAbsent(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static SchemaRegistry.Reply refusal(int status, int code, String message) {
        JsonNode body = new Decision.Refusal(status, code, message).body();
        return new SchemaRegistry.Reply(status, body);
    }
}
