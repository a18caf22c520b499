package io.posthorn.gateway.rest;

import io.posthorn.core.api.ApiError;
import io.posthorn.gateway.http.RequestBodies;
import io.posthorn.gateway.http.RequestHeaders;
import io.posthorn.gateway.http.RequestMetrics;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Answering;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.rest.RouteTable.Match;
import io.posthorn.gateway.rest.RouteTable.Place;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** From an HTTP request to an operation of the table and back. */
final class RestServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String JSON_TYPE = "application/json";
    private static final String LOCATION = "Location";

    /** The bounds of the API's idempotency tokens. */
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[!-~]{1,64}");

    private final String base;
    private final transient RouteTable routes;
    private final transient RestPages pages;
    private final transient Callers callers;
    private final transient RequestBodies bodies;
    private final transient Answering answering;
    private final transient RequestMetrics metrics;
    private final transient TimeOrderedIds ids;

    RestServlet(
            String base,
            RouteTable routes,
            RestPages pages,
            Callers callers,
            RequestBodies bodies,
            Answering answering,
            RequestMetrics metrics,
            TimeOrderedIds ids) {
        this.base = base;
        this.routes = routes;
        this.pages = pages;
        this.callers = callers;
        this.bodies = bodies;
        this.answering = answering;
        this.metrics = metrics;
        this.ids = ids;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var answer = Reply.to(request, response, ids);
        var path = request.getRequestURI();
        if (path.equals(base)) {
            answer.header(LOCATION, base + "/");
            answer.status(HttpServletResponse.SC_PERMANENT_REDIRECT);
            return;
        }
        var page = pages.find(path.substring(Math.min(base.length(), path.length())));
        if (page.isPresent() && RestPages.METHODS.contains(request.getMethod())) {
            page.get().write(request, response);
            return;
        }
        var segments = path.startsWith(base + "/")
                ? RestPath.segments(path.substring(base.length()))
                : Optional.<List<String>>empty();
        if (segments.isEmpty()) {
            refuse(answer, RequestMetrics.NO_OPERATION, Problem.of(Problem.Kind.NO_SUCH_PATH, "no such path"));
            return;
        }
        var method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        switch (routes.find(method, segments.get())) {
            case Match.Found(var place, var values) -> {
                var began = System.nanoTime();
                handle(place, values, request, answer);
                metrics.time(place.entry().kind(), System.nanoTime() - began);
            }
            case Match.OtherMethods(var methods) -> {
                answer.header("Allow", allowed(methods));
                if (method.equals("OPTIONS")) {
                    answer.status(HttpServletResponse.SC_NO_CONTENT);
                } else {
                    refuse(
                            answer,
                            RequestMetrics.NO_OPERATION,
                            Problem.of(
                                    Problem.Kind.METHOD_NOT_ALLOWED, "this path takes " + String.join(", ", methods)));
                }
            }
            case Match.Nothing() ->
                refuse(
                        answer,
                        RequestMetrics.NO_OPERATION,
                        Problem.of(
                                Problem.Kind.NO_SUCH_PATH,
                                path.endsWith("/")
                                        ? "no path ends with a slash here"
                                        : "no such path; " + base + "/openapi.json lists those there are"));
        }
    }

    private static String allowed(Set<String> methods) {
        var all = new TreeSet<>(methods);
        if (all.contains("GET")) {
            all.add("HEAD");
        }
        all.add("OPTIONS");
        return String.join(", ", all);
    }

    private void handle(Place place, List<String> values, HttpServletRequest request, Reply answer) throws IOException {
        switch (callers.check(request::getHeader, RequestHeaders.origin(request))) {
            case Callers.Verdict.Stranger(var why) ->
                refuse(answer, place.entry().name(), Problem.of(Problem.Kind.UNAUTHORIZED, why));
            case Callers.Verdict.Malformed(var header, var rule) ->
                refuse(answer, place.entry().name(), invalid(header, rule));
            case Callers.Verdict.Known(var caller) -> {
                var key = idempotencyKey(request);
                if (key != null && !IDEMPOTENCY_KEY.matcher(key).matches()) {
                    refuse(
                            answer,
                            place.entry().name(),
                            invalid(RestApi.IDEMPOTENCY_KEY, "must be 1 to 64 visible ASCII characters"));
                } else if (place.binding().takes() != null
                        && !isOfType(request, place.binding().takes())) {
                    refuse(
                            answer,
                            place.entry().name(),
                            Problem.of(
                                    Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
                                    "the body must be of type "
                                            + place.binding().takes()));
                } else if (place.binding().hasBody()) {
                    handleBody(place, values, request, caller, key, answer);
                } else {
                    answer(place, values, request, null, caller, key, answer);
                }
            }
        }
    }

    /** The header is a string of RFC 8941, in quotes; most clients leave them out. */
    private static @Nullable String idempotencyKey(HttpServletRequest request) {
        var key = request.getHeader(RestApi.IDEMPOTENCY_KEY);
        return key != null && key.length() > 1 && key.startsWith("\"") && key.endsWith("\"")
                ? key.substring(1, key.length() - 1)
                : key;
    }

    private static Problem invalid(String name, String rule) {
        var field = new ApiError.Field(name, rule);
        return new Problem(
                Problem.Kind.VALIDATION, field.told(), "INVALID_PARAMETER", null, null, List.of(field), Map.of());
    }

    private void handleBody(
            Place place,
            List<String> values,
            HttpServletRequest request,
            Caller caller,
            @Nullable String key,
            Reply answer)
            throws IOException {
        var operation = place.entry().name();
        if (request.getContentLengthLong() != 0 && request.getContentType() != null && !isOfType(request, JSON_TYPE)) {
            refuse(
                    answer,
                    operation,
                    Problem.of(Problem.Kind.UNSUPPORTED_MEDIA_TYPE, "the body must be of type application/json"));
            return;
        }
        switch (bodies.read(request.getInputStream(), request.getContentLengthLong())) {
            case RequestBodies.Outcome.Complete(var bytes, var lease) -> {
                try (lease) {
                    if (bytes.hasRemaining() && request.getContentType() == null) {
                        refuse(
                                answer,
                                operation,
                                Problem.of(
                                        Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
                                        "the header Content-Type must say application/json"));
                        return;
                    }
                    var body = parse(bytes);
                    if (body == null) {
                        refuse(answer, operation, Problem.of(Problem.Kind.MALFORMED, "the body is not a JSON object"));
                    } else {
                        answer(place, values, request, body, caller, key, answer);
                    }
                }
            }
            case RequestBodies.Outcome.Refused refused ->
                refuse(answer, operation, Problem.of(refused, bodies.limit()));
        }
    }

    private static boolean isOfType(HttpServletRequest request, String wanted) {
        var type = request.getContentType() == null ? "" : request.getContentType();
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT)
                .equals(wanted);
    }

    /** No body is an empty object: some requests have nothing to say beside their path. */
    private static @Nullable ObjectNode parse(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(bytes.array(), bytes.arrayOffset(), bytes.remaining()) instanceof ObjectNode object
                    ? object
                    : null;
        } catch (JacksonException malformed) {
            return null;
        }
    }

    private void answer(
            Place place,
            List<String> values,
            HttpServletRequest request,
            @Nullable ObjectNode body,
            Caller caller,
            @Nullable String key,
            Reply answer)
            throws IOException {
        var query = request.getQueryString();
        var parameters = RestPath.parameters(query == null ? "" : query);
        if (parameters.isEmpty()) {
            refuse(answer, place.entry().name(), Problem.of(Problem.Kind.MALFORMED, "the query is not well formed"));
            return;
        }
        var bound = place.binding().bind(values, parameters.get(), body, key);
        Answering.Outcome outcome;
        try {
            outcome = answering.outcome(
                    place.entry(),
                    caller,
                    bound.input(),
                    key,
                    bound.violations(),
                    place.binding().takes() == null ? InputStream.nullInputStream() : request.getInputStream(),
                    answer.requestId());
        } catch (UncheckedIOException lost) {
            refuse(
                    answer,
                    place.entry().name(),
                    Problem.of(Problem.Kind.TIMEOUT, "the body did not arrive in time, or not all of it"));
            return;
        }
        switch (outcome) {
            case Answering.Outcome.Done(var json) -> done(place, values, json, answer);
            case Answering.Outcome.Streamed(var writer) -> {
                metrics.count(place.entry().name(), Answer.OK);
                var route = place.binding().route();
                answer.stream(
                        route.status(),
                        place.binding().gives() + ";charset=utf-8",
                        request.getMethod().equals("HEAD") ? out -> {} : writer);
            }
            case Answering.Outcome.Refused(var error) ->
                refuse(
                        answer,
                        place.entry().name(),
                        Problem.of(error, path -> place.binding().nameOf(path, bound.filters())));
        }
    }

    private void done(Place place, List<String> values, String json, Reply answer) throws IOException {
        var operation = place.entry().operation();
        var output = JSON.readTree(json);
        var single = place.binding().single();
        JsonNode shown;
        if (single == null) {
            shown = RestJson.fromApi(operation.output(), output);
            if (shown instanceof ObjectNode object && object.has("nextToken")) {
                object.set(RouteBinding.NEXT_CURSOR, object.remove("nextToken"));
            }
        } else if (output.path(single.name()) instanceof ArrayNode list && !list.isEmpty()) {
            shown = RestJson.fromApi(single.shape(), list).get(0);
        } else {
            refuse(answer, operation.name(), Problem.of(Problem.Kind.NOT_FOUND, "there is no such resource"));
            return;
        }
        metrics.count(operation.name(), Answer.OK);
        routes.shownAt(place, values, output).ifPresent(path -> answer.header(LOCATION, base + path));
        answer.write(place.binding().route().status(), JSON_TYPE, shown.toString());
    }

    private void refuse(Reply answer, String operation, Problem problem) throws IOException {
        metrics.count(operation, problem.kind().error());
        answer.refuse(problem);
    }
}
