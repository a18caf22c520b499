package io.posthorn.gateway.query;

import io.posthorn.core.api.ProtocolError;
import io.posthorn.core.api.QuotaReason;

/** How the errors of the API are called where topics are managed. */
final class QueryErrors {
    private static final int SERVER_FAULT = 500;

    private QueryErrors() {}

    /** An error with its status. */
    record Code(String name, int status) {
        boolean isSenders() {
            return status < SERVER_FAULT;
        }
    }

    /**
     * A modelled error.
     *
     * @param type its name in the API
     * @param reason empty where it has none
     */
    static Code of(String type, String reason) {
        return switch (type) {
            case "ResourceNotFoundException" -> new Code("NotFound", 404);
            case "AccessDeniedException" -> new Code("AuthorizationError", 403);
            case "ServiceQuotaExceededException" ->
                new Code(
                        reason.equals(QuotaReason.TOPICS_PER_ACCOUNT.name())
                                ? "TopicLimitExceeded"
                                : "SubscriptionLimitExceeded",
                        403);
            case "ThrottlingException" -> new Code("Throttled", 429);
            case "InternalServerException" -> new Code("InternalError", SERVER_FAULT);
            default -> new Code("InvalidParameter", 400);
        };
    }

    /** An error from before any operation. */
    static Code of(ProtocolError.Code code) {
        return new Code(
                switch (code) {
                    case UNKNOWN_OPERATION -> "InvalidAction";
                    case MISSING_AUTHENTICATION_TOKEN -> "MissingAuthenticationToken";
                    case INCOMPLETE_SIGNATURE -> "IncompleteSignature";
                    case UNRECOGNIZED_CLIENT -> "InvalidClientTokenId";
                    case INVALID_SIGNATURE -> "SignatureDoesNotMatch";
                    case EXPIRED_TOKEN -> "ExpiredToken";
                    case REQUEST_TOO_LARGE -> "RequestEntityTooLarge";
                    case REQUEST_TIMEOUT -> "RequestTimeout";
                    case INTERNAL_FAILURE -> "InternalFailure";
                    case MALFORMED_REQUEST, METHOD_NOT_ALLOWED, SERIALIZATION -> "MalformedRequest";
                },
                code.httpStatus());
    }
}
