package io.posthorn.gateway.operator;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.gateway.csv.CsvShape;
import io.posthorn.gateway.http.RequestBodies;
import io.posthorn.gateway.http.RequestHeaders;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.rest.Callers;
import io.posthorn.gateway.rest.Problem;
import io.posthorn.gateway.rest.Reply;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One table of the operator at one path: {@code GET} writes it, {@code PUT} and {@code POST} take it in. */
final class CsvServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String CSV = "text/csv";
    private static final JsonNodeFactory NODES = WireJson.MAPPER.getNodeFactory();

    /** Enough to mend a table with; the count of all is told besides. */
    private static final int MOST_LINES_TOLD = 10_000;

    private final String name;
    private final transient Imports imports;
    private final transient Callers callers;
    private final transient RequestBodies bodies;
    private final transient TimeOrderedIds ids;

    CsvServlet(String name, Imports imports, Callers callers, RequestBodies bodies, TimeOrderedIds ids) {
        this.name = name;
        this.imports = imports;
        this.callers = callers;
        this.bodies = bodies;
        this.ids = ids;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var reply = Reply.to(request, response, ids);
        if (!(callers.check(request::getHeader, RequestHeaders.origin(request)) instanceof Callers.Verdict.Known)) {
            refuse(reply, Problem.Kind.UNAUTHORIZED, "the header Authorization does not carry the operator's token");
            return;
        }
        switch (request.getMethod()) {
            case "GET" -> reply.write(HttpServletResponse.SC_OK, CSV + ";charset=utf-8", imports.export(name));
            case "PUT", "POST" -> take(request, reply);
            default -> {
                reply.header("Allow", "GET, POST, PUT");
                refuse(reply, Problem.Kind.METHOD_NOT_ALLOWED, "this path takes GET, POST, PUT");
            }
        }
    }

    private void take(HttpServletRequest request, Reply reply) throws IOException {
        var type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(CSV)) {
            refuse(reply, Problem.Kind.UNSUPPORTED_MEDIA_TYPE, "the body must be of type " + CSV);
            return;
        }
        switch (bodies.read(request.getInputStream(), request.getContentLengthLong())) {
            case RequestBodies.Outcome.Complete(var bytes, var lease) -> {
                try (lease) {
                    var text = text(bytes);
                    if (text == null) {
                        refuse(reply, Problem.Kind.MALFORMED, "the body is not UTF-8");
                    } else {
                        answer(reply, imports.take(name, text, "true".equals(request.getParameter("dryRun"))));
                    }
                }
            }
            case RequestBodies.Outcome.Refused refused -> reply.refuse(Problem.of(refused, bodies.limit()));
        }
    }

    private static void refuse(Reply reply, Problem.Kind kind, String detail) throws IOException {
        reply.refuse(Problem.of(kind, detail));
    }

    private static @Nullable String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    private static void answer(Reply reply, Imports.Outcome outcome) throws IOException {
        switch (outcome) {
            case Imports.Outcome.Done(int lines) ->
                reply.write(HttpServletResponse.SC_OK, "application/json", "{\"written\":" + lines + "}");
            case Imports.Outcome.Wrong(var errors, int written) ->
                reply.refuse(Problem.of(
                                Problem.Kind.WRONG_LINES,
                                errors.size() + (errors.size() == 1 ? " error" : " errors") + "; " + written
                                        + " lines were written")
                        .with("written", NODES.numberNode(written))
                        .with("errors", NODES.numberNode(errors.size()))
                        .with("lines", lines(errors)));
            case Imports.Outcome.Failed(var why, int written) -> {
                var problem = Problem.of(why);
                reply.refuse(problem.described(problem.detail() + "; " + written + " lines were written, try again")
                        .with("written", NODES.numberNode(written)));
            }
        }
    }

    private static JsonNode lines(List<CsvShape.LineError> errors) {
        var list = NODES.arrayNode();
        errors.stream().limit(MOST_LINES_TOLD).forEach(error -> {
            var line = list.addObject().put("line", error.line());
            if (!error.column().isEmpty()) {
                line.put("column", error.column());
            }
            line.put("message", error.message());
        });
        return list;
    }
}
