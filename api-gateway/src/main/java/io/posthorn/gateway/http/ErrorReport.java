package io.posthorn.gateway.http;

import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ProtocolError;
import io.posthorn.gateway.id.TimeOrderedIds;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Gives the errors that Tomcat finds by itself, before or behind our servlet, the form of all our errors. Public with a public
 * constructor because Tomcat makes it, by its name.
 */
public final class ErrorReport extends ErrorReportValve {
    static final String REQUEST_ID = "x-amzn-RequestId";

    /** Request attribute with the {@link Prepared} error to report, where somebody knows better than the status tells. */
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

    private static final int FIRST_ERROR = 400;

    private final TimeOrderedIds ids = new TimeOrderedIds(Clock.systemUTC());

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var error = Prepared.of(error(status));
        if (request.getAttribute(ERROR) instanceof Prepared known) {
            error = known;
            response.setStatus(known.status());
        }
        var body = error.body().getBytes(StandardCharsets.UTF_8);
        try {
            if (response.getHeader(REQUEST_ID) == null) {
                response.setHeader(REQUEST_ID, ids.next().toString());
            }
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
