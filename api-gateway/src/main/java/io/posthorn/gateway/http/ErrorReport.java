package io.posthorn.gateway.http;

import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ProtocolError;
import io.posthorn.gateway.id.TimeOrderedIds;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Gives the errors that Tomcat finds by itself, before or behind our servlets, the form of the protocol that is spoken
 * at their path.
 */
public final class ErrorReport extends ErrorReportValve {
    static final String REQUEST_ID = "x-amzn-RequestId";

    /**
     * Request attribute with the {@link Prepared} error to report, where somebody knows better than the status tells.
     */
    public static final String ERROR = ErrorReport.class.getName() + ".error";

    /** An error in the form its protocol wants. */
    public record Prepared(int status, String contentType, String body) {
        static Prepared of(ProtocolError error) {
            return new Prepared(
                    error.code().httpStatus(),
                    "application/x-amz-json-1.0",
                    ApiErrors.render(error).body());
        }
    }

    private static final String ROOT = "/";
    private static final int FIRST_ERROR = 400;

    private final TimeOrderedIds ids = new TimeOrderedIds(Clock.systemUTC());
    private final List<Form> forms;

    /** @param forms of the protocols other than that of the API, which is spoken at all paths they do not take */
    ErrorReport(List<Form> forms) {
        this.forms = List.copyOf(forms);
    }

    /** How one protocol tells errors. */
    public interface Form {
        /** Whether it is spoken at this path. */
        boolean isFor(String path);

        /** The error that goes with a status. */
        Prepared prepare(int status, String requestId);

        /** The header that carries the id of a request. */
        String requestIdHeader();
    }

    /** The protocol of the API. */
    private static final Form OF_THE_API = new Form() {
        @Override
        public boolean isFor(String path) {
            return true;
        }

        @Override
        public Prepared prepare(int status, String requestId) {
            return Prepared.of(error(status));
        }

        @Override
        public String requestIdHeader() {
            return REQUEST_ID;
        }
    };

    private Form form(Request request) {
        var path = Objects.requireNonNullElse(request.getRequestURI(), ROOT);
        return forms.stream().filter(form -> form.isFor(path)).findFirst().orElse(OF_THE_API);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var form = form(request);
        var requestId = response.getHeader(form.requestIdHeader());
        if (requestId == null) {
            requestId = ids.next().toString();
        }
        var error = form.prepare(status, requestId);
        if (request.getAttribute(ERROR) instanceof Prepared known) {
            error = known;
            response.setStatus(known.status());
        }
        var body = error.body().getBytes(StandardCharsets.UTF_8);
        try {
            response.setHeader(form.requestIdHeader(), requestId);
            response.setContentType(error.contentType());
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            // The client has gone, or somebody has begun to answer: either way there is nobody to tell.
            container.getLogger().debug("error not reported", gone);
        }
    }

    private static ProtocolError error(int status) {
        return switch (status) {
            case HttpServletResponse.SC_REQUEST_TIMEOUT ->
                new ProtocolError(ProtocolError.Code.REQUEST_TIMEOUT, "the request did not arrive in time");
            case HttpServletResponse.SC_METHOD_NOT_ALLOWED ->
                new ProtocolError(ProtocolError.Code.METHOD_NOT_ALLOWED, "this resource does not take that method");
            case HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE ->
                new ProtocolError(ProtocolError.Code.REQUEST_TOO_LARGE, "the request is too long");
            default ->
                status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                        ? new ProtocolError(
                                ProtocolError.Code.MALFORMED_REQUEST, "the request was refused with status " + status)
                        : new ProtocolError(ProtocolError.Code.INTERNAL_FAILURE, "the request could not be handled");
        };
    }
}
