package io.posthorn.gateway.operator;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.gateway.csv.CsvShape;
import io.posthorn.gateway.http.RequestBodies;
import io.posthorn.gateway.rest.Callers;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One table of the operator at one path: {@code GET} writes it, {@code PUT} and {@code POST} take it in. */
final class CsvServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String CSV = "text/csv";
    private static final String PROBLEM = "application/problem+json";

    /** Enough to mend a table with; the count of all is told besides. */
    private static final int MOST_LINES_TOLD = 10_000;

    private final String name;
    private final transient Imports imports;
    private final transient Callers callers;
    private final transient RequestBodies bodies;

    CsvServlet(String name, Imports imports, Callers callers, RequestBodies bodies) {
        this.name = name;
        this.imports = imports;
        this.callers = callers;
        this.bodies = bodies;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!(callers.check(request::getHeader) instanceof Callers.Verdict.Known)) {
            response.setHeader("WWW-Authenticate", "Bearer");
            problem(response, 401, "unauthorized", "the header Authorization does not carry the operator's token");
            return;
        }
        switch (request.getMethod()) {
            case "GET" -> write(response, 200, CSV + ";charset=utf-8", imports.export(name));
            case "PUT", "POST" -> take(request, response);
            default -> {
                response.setHeader("Allow", "GET, POST, PUT");
                problem(response, 405, "method-not-allowed", "this path takes GET, POST, PUT");
            }
        }
    }

    private void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(CSV)) {
            problem(response, 415, "unsupported-media-type", "the body must be of type " + CSV);
            return;
        }
        switch (bodies.read(request.getInputStream(), request.getContentLengthLong())) {
            case RequestBodies.Outcome.Complete(var bytes, var lease) -> {
                try (lease) {
                    var text = text(bytes);
                    if (text == null) {
                        problem(response, 400, "malformed", "the body is not UTF-8");
                    } else {
                        answer(response, imports.take(name, text, "true".equals(request.getParameter("dryRun"))));
                    }
                }
            }
            case RequestBodies.Outcome.TooLarge() ->
                problem(response, 413, "too-large", "the body is longer than " + bodies.limit() + " bytes");
            case RequestBodies.Outcome.TooSlow() ->
                problem(response, 408, "timeout", "the body did not arrive in time");
            case RequestBodies.Outcome.TooManyLarge() ->
                problem(response, 429, "throttled", "too many imports at a time");
        }
    }

    private static @Nullable String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    private static void answer(HttpServletResponse response, Imports.Outcome outcome) throws IOException {
        switch (outcome) {
            case Imports.Outcome.Done(int lines) ->
                write(response, 200, "application/json", "{\"written\":" + lines + "}");
            case Imports.Outcome.Wrong(var errors, int written) -> {
                var body = body(
                        400,
                        "wrong-lines",
                        errors.size() + (errors.size() == 1 ? " error" : " errors") + "; " + written
                                + " lines were written");
                body.put("written", written);
                body.put("errors", errors.size());
                lines(body, errors);
                write(response, 400, PROBLEM, body.toString());
            }
            case Imports.Outcome.Failed(var why, int written) -> {
                var detail =
                        WireJson.MAPPER.readTree(why.body()).path("Message").asString("");
                var status = why.httpStatus() == 500 ? 500 : 409;
                var body = body(status, "unfinished", detail + "; " + written + " lines were written, try again");
                body.put("written", written);
                write(response, status, PROBLEM, body.toString());
            }
        }
    }

    private static void lines(ObjectNode body, List<CsvShape.LineError> errors) {
        var list = body.putArray("lines");
        errors.stream().limit(MOST_LINES_TOLD).forEach(error -> {
            var line = list.addObject().put("line", error.line());
            if (!error.column().isEmpty()) {
                line.put("column", error.column());
            }
            line.put("message", error.message());
        });
    }

    private static ObjectNode body(int status, String type, String detail) {
        return WireJson.MAPPER
                .createObjectNode()
                .put("type", "urn:posthorn:problem:" + type)
                .put("title", type.replace('-', ' '))
                .put("status", status)
                .put("detail", detail);
    }

    private static void problem(HttpServletResponse response, int status, String type, String detail)
            throws IOException {
        write(response, status, PROBLEM, body(status, type, detail).toString());
    }

    private static void write(HttpServletResponse response, int status, String type, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
