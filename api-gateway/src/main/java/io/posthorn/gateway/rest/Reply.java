package io.posthorn.gateway.rest;

import io.posthorn.gateway.http.ErrorReport;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.operation.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The answer to one request of a REST interface, on its way out. */
public final class Reply {
    private static final String RETRY_SOON = "1";

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final String requestId;

    private Reply(HttpServletRequest request, HttpServletResponse response, String requestId) {
        this.request = request;
        this.response = response;
        this.requestId = requestId;
    }

    /** Begins an answer, with an id of its own in its header. */
    public static Reply to(HttpServletRequest request, HttpServletResponse response, TimeOrderedIds ids) {
        var requestId = ids.next().toString();
        response.setHeader(RestApi.REQUEST_ID, requestId);
        return new Reply(request, response, requestId);
    }

    /** Finds the request in the log. */
    String requestId() {
        return requestId;
    }

    /** Sets a header of the answer. */
    public void header(String name, String value) {
        response.setHeader(name, value);
    }

    /** Answers with a status and nothing else. */
    void status(int status) {
        response.setStatus(status);
    }

    /** Answers what was asked for. */
    public void write(int status, String contentType, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(contentType);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /**
     * Answers with what is written as it comes: whoever reads too slowly makes the writer wait, and who goes away ends
     * it.
     */
    void stream(int status, String contentType, Answer.Body body) throws IOException {
        response.setStatus(status);
        response.setContentType(contentType);
        response.setHeader("Cache-Control", "no-store");
        body.writeTo(response.getOutputStream());
    }

    /** Answers with a problem. */
    public void refuse(Problem problem) throws IOException {
        var status = problem.kind().status();
        if (response.isCommitted()) {
            // After a silence Tomcat closes the response to us; the report at the end still gets through.
            request.setAttribute(
                    ErrorReport.ERROR, new ErrorReport.Prepared(status, Problem.CONTENT_TYPE, problem.json(requestId)));
            return;
        }
        if (problem.kind() == Problem.Kind.UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (problem.kind() == Problem.Kind.THROTTLED) {
            response.setHeader("Retry-After", RETRY_SOON);
        }
        write(status, Problem.CONTENT_TYPE, problem.json(requestId));
    }
}
