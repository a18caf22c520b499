package io.posthorn.gateway.rest;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ErrorResponse;
import io.posthorn.gateway.http.RequestBodies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An error as the REST interface tells it (RFC 9457).
 *
 * @param kind what it is, for programs: the last part of its type, and the tag of a metric
 * @param detail for people
 * @param reason the API's own reason, where it has one
 * @param fields what is wrong with each part of the request; none where it is not about parts
 * @param more other members that are told
 */
public record Problem(
        Kind kind,
        String detail,
        @Nullable String reason,
        @Nullable String resourceType,
        @Nullable String resourceId,
        List<ApiError.Field> fields,
        Map<String, JsonNode> more) {
    static final String CONTENT_TYPE = "application/problem+json";
    private static final String TYPE = "urn:posthorn:problem:";
    private static final int MAX_FIELDS_IN_DETAIL = 5;
    private static final JsonMapper JSON = JsonMapper.shared();

    public Problem {
        fields = List.copyOf(fields);
        // Told in the order in which it was added, which a copy would not keep.
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    /** A problem that is not one of the API's errors. */
    public static Problem of(Kind kind, String detail) {
        return new Problem(kind, detail, null, null, null, List.of(), Map.of());
    }

    /**
     * A body that is not read.
     *
     * @param limit most bytes of one
     */
    public static Problem of(RequestBodies.Outcome.Refused refused, int limit) {
        return switch (refused) {
            case RequestBodies.Outcome.TooLarge() -> of(Kind.TOO_LARGE, "the body is longer than " + limit + " bytes");
            case RequestBodies.Outcome.TooSlow() -> of(Kind.TIMEOUT, "the body did not arrive in time");
            case RequestBodies.Outcome.TooManyLarge() -> of(Kind.THROTTLED, "Too many large requests at a time");
        };
    }

    /** One of the API's errors, about parts of the request that have the same names there. */
    public static Problem of(ErrorResponse error) {
        return of(error, UnaryOperator.identity());
    }

    /** The same problem, told in other words. */
    public Problem described(String otherDetail) {
        return new Problem(kind, otherDetail, reason, resourceType, resourceId, fields, more);
    }

    /** The same problem, with another member that is told. */
    public Problem with(String member, JsonNode value) {
        var all = new LinkedHashMap<>(more);
        all.put(member, value);
        return new Problem(kind, detail, reason, resourceType, resourceId, fields, all);
    }

    /** The kinds of problem there are. */
    public enum Kind {
        VALIDATION("ValidationException", 400, "The request is not valid"),
        WRONG_LINES("WrongLines", 400, "Lines of the table are wrong"),
        MALFORMED("MalformedRequest", 400, "The request cannot be read"),
        UNAUTHORIZED("Unauthorized", 401, "No known API key"),
        ACCESS_DENIED("AccessDeniedException", 403, "Not allowed"),
        NOT_FOUND("ResourceNotFoundException", 404, "No such resource"),
        NO_SUCH_PATH("NoSuchPath", 404, "Nothing is at this path"),
        METHOD_NOT_ALLOWED("MethodNotAllowed", 405, "Not with this method"),
        TIMEOUT("RequestTimeout", 408, "The request did not arrive in time"),
        CONFLICT("ConflictException", 409, "Not in the present state"),
        QUOTA("ServiceQuotaExceededException", 409, "A quota is used up"),
        TOO_LARGE("RequestTooLarge", 413, "The request is too long"),
        UNSUPPORTED_MEDIA_TYPE("UnsupportedMediaType", 415, "Not in this format"),
        THROTTLED("ThrottlingException", 429, "Too many requests"),
        INTERNAL("InternalServerException", 500, "An internal error"),
        NOT_OFFERED("NotOffered", 501, "Not offered by this installation");

        private static final int FIRST_OF_SERVER = 500;

        private final String error;
        private final int status;
        private final String title;

        Kind(String error, int status, String title) {
            this.error = error;
            this.status = status;
            this.title = title;
        }

        String error() {
            return error;
        }

        int status() {
            return status;
        }

        String title() {
            return title;
        }

        /** What a status tells of, where nothing else is known. */
        static Kind ofStatus(int status) {
            return switch (status) {
                case 401 -> UNAUTHORIZED;
                case 403 -> ACCESS_DENIED;
                case 404 -> NO_SUCH_PATH;
                case 405 -> METHOD_NOT_ALLOWED;
                case 408 -> TIMEOUT;
                case 413 -> TOO_LARGE;
                case 415 -> UNSUPPORTED_MEDIA_TYPE;
                case 429 -> THROTTLED;
                default -> status < FIRST_OF_SERVER ? MALFORMED : INTERNAL;
            };
        }

        /** What programs compare. */
        String type() {
            return TYPE + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One of the API's errors.
     *
     * @param nameOf how the caller knows the member at a path of the input
     */
    static Problem of(ErrorResponse error, UnaryOperator<String> nameOf) {
        var body = JSON.readTree(error.body());
        var fields = new ArrayList<ApiError.Field>();
        for (var field : body.path("Fields")) {
            fields.add(new ApiError.Field(
                    nameOf.apply(field.path("Name").asString("")),
                    field.path("Message").asString("")));
        }
        var reason = text(body, "Reason");
        return new Problem(
                kind(error.type(), reason),
                fields.isEmpty() ? body.path("Message").asString("") : sentence(fields),
                reason,
                text(body, "ResourceType"),
                text(body, "ResourceId"),
                fields,
                Map.of());
    }

    private static Kind kind(String error, @Nullable String reason) {
        if ("UNKNOWN_OPERATION".equals(reason)) {
            return Kind.NOT_OFFERED;
        }
        for (var kind : Kind.values()) {
            if (kind.error.equals(error)) {
                return kind;
            }
        }
        return Kind.INTERNAL;
    }

    private static @Nullable String text(JsonNode body, String member) {
        var value = body.get(member);
        return value == null || !value.isString() ? null : value.stringValue();
    }

    private static String sentence(List<ApiError.Field> fields) {
        return fields.stream()
                .limit(MAX_FIELDS_IN_DETAIL)
                .map(ApiError.Field::told)
                .collect(Collectors.joining("; "));
    }

    /** The JSON to answer with. */
    String json(String requestId) {
        return json(kind.status(), requestId);
    }

    /** The JSON to answer with where the status is not that of the kind. */
    String json(int status, String requestId) {
        var body = JSON.createObjectNode()
                .put("type", kind.type())
                .put("title", kind.title())
                .put("status", status)
                .put("detail", detail)
                .put("error", kind.error());
        if (reason != null) {
            body.put("reason", reason);
        }
        if (resourceType != null) {
            body.put("resourceType", resourceType);
        }
        if (resourceId != null) {
            body.put("resourceId", resourceId);
        }
        if (!fields.isEmpty()) {
            var list = body.putArray("fields");
            fields.forEach(field -> list.addObject().put("name", field.name()).put("message", field.message()));
        }
        more.forEach(body::set);
        return body.put("requestId", requestId).toString();
    }
}
