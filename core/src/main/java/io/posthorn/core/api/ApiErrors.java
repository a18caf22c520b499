package io.posthorn.core.api;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives every error its form on the wire. The name of the error goes into the body as {@code __type}, because the one
 * form all clients read is that one. A modelled error carries {@code Message}, any other the lower-case
 * {@code message}: a client that finds both shows the second.
 */
public final class ApiErrors {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROTOCOL_NAMESPACE = "com.amazon.coral.service";
    private static final int CLIENT_FAULT = 400;
    private static final int SERVER_FAULT = 500;

    private final String namespace;

    public ApiErrors(ApiModel model) {
        namespace = model.namespace();
    }

    /**
     * All modelled errors are answered with status 400, throttling too; only the internal one with 500.
     *
     * @param requestId the id the answer carries in its header
     */
    public ErrorResponse render(ApiError error, String requestId) {
        var body = JSON.createObjectNode();
        return switch (error) {
            case ApiError.Validation validation -> {
                body.put("Reason", validation.reason().name());
                if (!validation.fields().isEmpty()) {
                    var fields = body.putArray("Fields");
                    validation
                            .fields()
                            .forEach(field ->
                                    fields.addObject().put("Name", field.name()).put("Message", field.message()));
                }
                yield modelled(CLIENT_FAULT, "ValidationException", error, body);
            }
            case ApiError.Conflict conflict -> {
                body.put("Reason", conflict.reason().name())
                        .put("ResourceType", conflict.resourceType().wireName())
                        .put("ResourceId", conflict.resourceId());
                yield modelled(CLIENT_FAULT, "ConflictException", error, body);
            }
            case ApiError.ResourceNotFound notFound -> {
                body.put("ResourceType", notFound.resourceType().wireName()).put("ResourceId", notFound.resourceId());
                yield modelled(CLIENT_FAULT, "ResourceNotFoundException", error, body);
            }
            case ApiError.ServiceQuotaExceeded exceeded -> {
                body.put("Reason", exceeded.reason().name());
                yield modelled(CLIENT_FAULT, "ServiceQuotaExceededException", error, body);
            }
            case ApiError.AccessDenied denied -> {
                var reason = denied.reason();
                if (reason != null) {
                    body.put("Reason", reason.name());
                }
                yield modelled(CLIENT_FAULT, "AccessDeniedException", error, body);
            }
            case ApiError.Throttling throttling -> modelled(CLIENT_FAULT, "ThrottlingException", throttling, body);
            case ApiError.InternalServer internal -> {
                body.put("RequestId", requestId);
                yield modelled(SERVER_FAULT, "InternalServerException", internal, body);
            }
        };
    }

    /** An error outside the model, with the status its code states. */
    public static ErrorResponse render(ProtocolError error) {
        var type = error.code().wireName();
        var body = JSON.createObjectNode().put("__type", PROTOCOL_NAMESPACE + "#" + type);
        body.put("message", error.message());
        return new ErrorResponse(error.code().httpStatus(), type, JSON.writeValueAsString(body));
    }

    private ErrorResponse modelled(int httpStatus, String type, ApiError error, ObjectNode members) {
        var body = JSON.createObjectNode().put("__type", namespace + "#" + type).put("Message", error.message());
        body.setAll(members);
        return new ErrorResponse(httpStatus, type, JSON.writeValueAsString(body));
    }
}
