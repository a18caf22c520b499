package io.posthorn.gateway.rest;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ErrorResponse;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.http.ErrorReport;
import io.posthorn.gateway.http.RequestBodies;
import io.posthorn.gateway.http.RequestMetrics;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.rest.RouteTable.Match;
import io.posthorn.gateway.rest.RouteTable.Place;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** From an HTTP request to an operation of the table and back. */
final class RestServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(RestServlet.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String JSON_TYPE = "application/json";

    /** The bounds of the API's idempotency tokens. */
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[!-~]{1,64}");

    private final String base;
    private final transient RouteTable routes;
    private final transient RestPages pages;
    private final transient Callers callers;
    private final transient RequestBodies bodies;
    private final transient ApiErrors errors;
    private final transient RequestMetrics metrics;
    private final transient TimeOrderedIds ids;

    RestServlet(
            String base,
            RouteTable routes,
            RestPages pages,
            Callers callers,
            RequestBodies bodies,
            ApiErrors errors,
            RequestMetrics metrics,
            TimeOrderedIds ids) {
        this.base = base;
        this.routes = routes;
        this.pages = pages;
        this.callers = callers;
        this.bodies = bodies;
        this.errors = errors;
        this.metrics = metrics;
        this.ids = ids;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var requestId = ids.next().toString();
        response.setHeader(RestApi.REQUEST_ID, requestId);
        var answer = new Reply(response, requestId);
        var path = request.getRequestURI();
        if (path.equals(base)) {
            response.setStatus(HttpServletResponse.SC_PERMANENT_REDIRECT);
            response.setHeader("Location", base + "/");
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
            answer.refuse(RequestMetrics.NO_OPERATION, Problem.of(Problem.Kind.NO_SUCH_PATH, "no such path"));
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
                response.setHeader("Allow", allowed(methods));
                if (method.equals("OPTIONS")) {
                    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                } else {
                    answer.refuse(
                            RequestMetrics.NO_OPERATION,
                            Problem.of(
                                    Problem.Kind.METHOD_NOT_ALLOWED, "this path takes " + String.join(", ", methods)));
                }
            }
            case Match.Nothing() ->
                answer.refuse(
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
        switch (callers.check(request::getHeader)) {
            case Callers.Verdict.Stranger(var why) -> {
                answer.response.setHeader("WWW-Authenticate", "Bearer");
                answer.refuse(place.entry().name(), Problem.of(Problem.Kind.UNAUTHORIZED, why));
            }
            case Callers.Verdict.Malformed(var header, var rule) ->
                answer.refuse(place.entry().name(), invalid(header, rule));
            case Callers.Verdict.Known(var scope) -> {
                var key = idempotencyKey(request);
                if (key != null && !IDEMPOTENCY_KEY.matcher(key).matches()) {
                    answer.refuse(
                            place.entry().name(),
                            invalid(RestApi.IDEMPOTENCY_KEY, "must be 1 to 64 visible ASCII characters"));
                } else if (place.binding().takes() != null
                        && !isOfType(request, place.binding().takes())) {
                    answer.refuse(
                            place.entry().name(),
                            Problem.of(
                                    Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
                                    "the body must be of type "
                                            + place.binding().takes()));
                } else if (place.binding().hasBody()) {
                    handleBody(place, values, request, scope, key, answer);
                } else {
                    answer(place, values, request, null, scope, key, answer);
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
        var field = new Problem.Field(name, rule);
        return new Problem(Problem.Kind.VALIDATION, name + " " + rule, "INVALID_PARAMETER", null, null, List.of(field));
    }

    private void handleBody(
            Place place,
            List<String> values,
            HttpServletRequest request,
            Scope scope,
            @Nullable String key,
            Reply answer)
            throws IOException {
        var operation = place.entry().name();
        if (request.getContentLengthLong() != 0 && request.getContentType() != null && !isOfType(request, JSON_TYPE)) {
            answer.refuse(
                    operation,
                    Problem.of(Problem.Kind.UNSUPPORTED_MEDIA_TYPE, "the body must be of type application/json"));
            return;
        }
        switch (bodies.read(request.getInputStream(), request.getContentLengthLong())) {
            case RequestBodies.Outcome.Complete(var bytes, var lease) -> {
                try (lease) {
                    if (bytes.hasRemaining() && request.getContentType() == null) {
                        answer.refuse(
                                operation,
                                Problem.of(
                                        Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
                                        "the header Content-Type must say application/json"));
                        return;
                    }
                    var body = parse(bytes);
                    if (body == null) {
                        answer.refuse(operation, Problem.of(Problem.Kind.MALFORMED, "the body is not a JSON object"));
                    } else {
                        answer(place, values, request, body, scope, key, answer);
                    }
                }
            }
            case RequestBodies.Outcome.TooLarge() ->
                answer.refuse(
                        operation,
                        Problem.of(Problem.Kind.TOO_LARGE, "the body is longer than " + bodies.limit() + " bytes"));
            case RequestBodies.Outcome.TooSlow() -> {
                var tooSlow = Problem.of(Problem.Kind.TIMEOUT, "the body did not arrive in time");
                if (answer.response.isCommitted()) {
                    // After a silence Tomcat closes the response to us; the report at the end still gets through.
                    metrics.count(operation, tooSlow.kind().error());
                    request.setAttribute(
                            ErrorReport.ERROR,
                            new ErrorReport.Prepared(
                                    tooSlow.kind().status(), Problem.CONTENT_TYPE, tooSlow.json(answer.requestId)));
                } else {
                    answer.refuse(operation, tooSlow);
                }
            }
            case RequestBodies.Outcome.TooManyLarge() ->
                answer.refuse(operation, Problem.of(Problem.Kind.THROTTLED, "Too many large requests at a time"));
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
            Scope scope,
            @Nullable String key,
            Reply answer)
            throws IOException {
        var query = request.getQueryString();
        var parameters = RestPath.parameters(query == null ? "" : query);
        if (parameters.isEmpty()) {
            answer.refuse(place.entry().name(), Problem.of(Problem.Kind.MALFORMED, "the query is not well formed"));
            return;
        }
        var bound = place.binding().bind(values, parameters.get(), body, key);
        Answer outcome;
        try {
            outcome = place.binding().takes() == null
                    ? place.entry().answer(scope, bound.input(), key, bound.violations())
                    : place.entry().answer(scope, bound.input(), key, bound.violations(), request.getInputStream());
        } catch (UncheckedIOException lost) {
            answer.refuse(
                    place.entry().name(),
                    Problem.of(Problem.Kind.TIMEOUT, "the body did not arrive in time, or not all of it"));
            return;
        } catch (RuntimeException broken) {
            log.atError()
                    .setCause(broken)
                    .addKeyValue("requestId", answer.requestId)
                    .addKeyValue("operation", place.entry().name())
                    .addKeyValue("accountId", scope.account())
                    .log("operation failed");
            outcome = new Answer.Refused(new ApiError.InternalServer());
        }
        switch (outcome) {
            case Answer.Done(var json) -> answer.done(place, json);
            case Answer.Refused(var error) ->
                answer.refuse(place, errors.render(error, answer.requestId), bound.filters());
            case Answer.Relayed(var error) -> answer.refuse(place, error, bound.filters());
            case Answer.Streamed(var writer) ->
                answer.stream(place, writer, request.getMethod().equals("HEAD"));
        }
    }

    /** An answer on its way out. */
    private final class Reply {
        private final HttpServletResponse response;
        private final String requestId;

        Reply(HttpServletResponse response, String requestId) {
            this.response = response;
            this.requestId = requestId;
        }

        void done(Place place, String json) throws IOException {
            var operation = place.entry().operation();
            var output = JSON.readTree(json);
            var single = place.binding().single();
            if (single == null) {
                metrics.count(operation.name(), Answer.OK);
                var shown = RestJson.fromApi(operation.output(), output);
                if (shown instanceof ObjectNode object && object.has("nextToken")) {
                    object.set(RouteBinding.NEXT_CURSOR, object.remove("nextToken"));
                }
                write(place.binding().route().status(), JSON_TYPE, shown.toString());
            } else if (output.path(single.name()) instanceof ArrayNode list && !list.isEmpty()) {
                metrics.count(operation.name(), Answer.OK);
                var element = RestJson.fromApi(single.shape(), list).get(0);
                write(place.binding().route().status(), JSON_TYPE, element.toString());
            } else {
                refuse(operation.name(), Problem.of(Problem.Kind.NOT_FOUND, "there is no such resource"));
            }
        }

        /** Whoever reads too slowly makes the writer wait, and who goes away ends it. */
        void stream(Place place, Answer.Body body, boolean isHead) throws IOException {
            metrics.count(place.entry().name(), Answer.OK);
            response.setStatus(place.binding().route().status());
            response.setContentType(place.binding().gives() + ";charset=utf-8");
            response.setHeader("Cache-Control", "no-store");
            if (!isHead) {
                body.writeTo(response.getOutputStream());
            }
        }

        void refuse(Place place, ErrorResponse error, List<String> filters) throws IOException {
            refuse(
                    place.entry().name(),
                    Problem.of(error, path -> place.binding().nameOf(path, filters)));
        }

        void refuse(String operation, Problem problem) throws IOException {
            metrics.count(operation, problem.kind().error());
            if (problem.kind() == Problem.Kind.THROTTLED) {
                response.setHeader("Retry-After", "1");
            }
            write(problem.kind().status(), Problem.CONTENT_TYPE, problem.json(requestId));
        }

        private void write(int status, String type, String json) throws IOException {
            var bytes = json.getBytes(StandardCharsets.UTF_8);
            response.setStatus(status);
            response.setContentType(type);
            response.setHeader("Cache-Control", "no-store");
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }
}
