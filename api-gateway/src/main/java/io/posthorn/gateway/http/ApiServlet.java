package io.posthorn.gateway.http;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ErrorResponse;
import io.posthorn.core.api.ProtocolError;
import io.posthorn.core.signature.SignableRequest;
import io.posthorn.gateway.access.CallerCheck;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Answering;
import io.posthorn.gateway.operation.Operations;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one endpoint of the wire API. Takes requests on any path, because clients keep the path of the endpoint they are
 * given. A plain servlet and not a controller of a framework, because at full load the way here costs more than the
 * work.
 */
final class ApiServlet extends HttpServlet {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String CONTENT_TYPE = "application/x-amz-json-1.0";
    private static final String TARGET = "X-Amz-Target";
    private final Operations operations;
    private final CallerCheck callers;
    private final RequestBodies bodies;
    private final Answering answering;
    private final RequestMetrics metrics;
    private final TimeOrderedIds ids;
    private final Neighbour neighbour;

    ApiServlet(
            Operations operations,
            CallerCheck callers,
            RequestBodies bodies,
            Answering answering,
            RequestMetrics metrics,
            TimeOrderedIds ids,
            Neighbour neighbour) {
        this.operations = operations;
        this.callers = callers;
        this.bodies = bodies;
        this.answering = answering;
        this.metrics = metrics;
        this.ids = ids;
        this.neighbour = neighbour;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var requestId = ids.next().toString();
        response.setHeader(ErrorReport.REQUEST_ID, requestId);
        switch (request.getMethod()) {
            case "POST" -> post(request, response, requestId);
            case "GET", "HEAD" -> {
                if (neighbour.takes(request)) {
                    neighbour.answer(request, response, requestId);
                } else if ("/".equals(request.getRequestURI())) {
                    welcome(request, response);
                } else {
                    refuseMethod(response);
                }
            }
            default -> refuseMethod(response);
        }
    }

    private void post(HttpServletRequest request, HttpServletResponse response, String requestId) throws IOException {
        var began = System.nanoTime();
        var target = request.getHeader(TARGET);
        var entry = target == null ? null : operations.find(target).orElse(null);
        if (target == null && neighbour.takes(request)) {
            neighbour.answer(request, response, requestId);
            return;
        }
        if (entry == null) {
            refuse(
                    response,
                    RequestMetrics.NO_OPERATION,
                    new ProtocolError(
                            ProtocolError.Code.UNKNOWN_OPERATION,
                            target == null
                                    ? "the header X-Amz-Target is missing"
                                    : "the header X-Amz-Target names no operation of this API"));
            return;
        }
        switch (bodies.read(request.getInputStream(), request.getContentLengthLong())) {
            case RequestBodies.Outcome.Complete(ByteBuffer body, RequestBodies.Lease lease) -> {
                try (lease) {
                    answer(entry, request, response, requestId, body);
                }
            }
            case RequestBodies.Outcome.TooLarge() ->
                refuse(
                        response,
                        entry.name(),
                        new ProtocolError(
                                ProtocolError.Code.REQUEST_TOO_LARGE,
                                "the body is longer than " + bodies.limit() + " bytes"));
            case RequestBodies.Outcome.TooSlow() -> {
                var tooSlow = new ProtocolError(ProtocolError.Code.REQUEST_TIMEOUT, "the body did not arrive in time");
                if (response.isCommitted()) {
                    // After a silence Tomcat closes the response to us; the report at the end still gets through.
                    metrics.count(entry.name(), tooSlow.code().wireName());
                    request.setAttribute(ErrorReport.ERROR, ErrorReport.Prepared.of(tooSlow));
                } else {
                    refuse(response, entry.name(), tooSlow);
                }
            }
            case RequestBodies.Outcome.TooManyLarge() ->
                write(
                        response,
                        entry.name(),
                        answering.outcome(
                                new Answer.Refused(new ApiError.Throttling("Too many large requests at a time")),
                                requestId));
        }
        metrics.time(entry.kind(), System.nanoTime() - began);
    }

    private void answer(
            Operations.Entry entry,
            HttpServletRequest request,
            HttpServletResponse response,
            String requestId,
            ByteBuffer body)
            throws IOException {
        switch (callers.check(signed(request, body), RequestHeaders.origin(request))) {
            case CallerCheck.Verdict.Stranger(ProtocolError why) -> refuse(response, entry.name(), why);
            case CallerCheck.Verdict.Known(var caller, var service) -> {
                ObjectNode input;
                try {
                    if (!(JSON.readTree(body.array(), body.arrayOffset(), body.remaining())
                            instanceof ObjectNode object)) {
                        refuse(response, entry.name(), serialization("the body is not a JSON object"));
                        return;
                    }
                    input = object;
                } catch (JacksonException malformed) {
                    refuse(response, entry.name(), serialization("the body is not valid JSON"));
                    return;
                }
                write(response, entry.name(), answering.outcome(entry, caller, input, requestId));
            }
        }
    }

    private static SignableRequest signed(HttpServletRequest request, ByteBuffer body) {
        var query = request.getQueryString();
        return new SignableRequest(
                request.getMethod(),
                request.getRequestURI(),
                query == null ? "" : query,
                new RequestHeaders(request),
                body);
    }

    private static ProtocolError serialization(String message) {
        return new ProtocolError(ProtocolError.Code.SERIALIZATION, message);
    }

    private void write(HttpServletResponse response, String operation, Answering.Outcome outcome) throws IOException {
        switch (outcome) {
            case Answering.Outcome.Done(var json) -> {
                metrics.count(operation, Answer.OK);
                write(response, HttpServletResponse.SC_OK, json);
            }
            case Answering.Outcome.Refused(var error) -> write(response, operation, error);
            // No operation of this protocol answers with a stream.
            case Answering.Outcome.Streamed ignored ->
                throw new IllegalStateException(operation + " answers with a stream");
        }
    }

    private void refuse(HttpServletResponse response, String operation, ProtocolError error) throws IOException {
        write(response, operation, ApiErrors.render(error));
    }

    private void write(HttpServletResponse response, String operation, ErrorResponse error) throws IOException {
        metrics.count(operation, error.type());
        write(response, error.httpStatus(), error.body());
    }

    private static void write(HttpServletResponse response, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(CONTENT_TYPE);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static void welcome(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var text = "This is Posthorn. It speaks the API of pinpoint-sms-voice-v2:\n\n"
                + "  aws pinpoint-sms-voice-v2 describe-phone-numbers --endpoint-url " + request.getRequestURL()
                + "\n\nThe same over REST, and a page to try it: /v1/"
                + "\nThe README has a quick start. The state of this service: /actuator/health\n";
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(bytes.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(bytes);
        }
    }

    private void refuseMethod(HttpServletResponse response) throws IOException {
        response.setHeader("Allow", "POST");
        refuse(
                response,
                RequestMetrics.NO_OPERATION,
                new ProtocolError(ProtocolError.Code.METHOD_NOT_ALLOWED, "this API takes POST requests only"));
    }
}
