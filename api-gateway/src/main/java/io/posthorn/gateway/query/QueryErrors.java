package io.posthorn.gateway.query;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ProtocolError;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ValidationReason;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** How the errors of the API are called in the APIs of this protocol, which do not agree about it. */
enum QueryErrors {
    /** Where topics are managed. */
    OF_TOPICS,
    /** Where identities are managed and roles taken on. */
    OF_IDENTITIES;

    private static final int SERVER_FAULT = 500;
    private static final Pattern POLICIES = Pattern.compile("(PolicyDocument|AssumeRolePolicyDocument|Policy)(\\..*)?");

    private static final String BATCH = "PublishBatchRequestEntries";
    private static final Pattern BATCH_ENTRY_IDS = Pattern.compile(BATCH + "\\[[0-9]+]\\.Id");

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
     * @param body the error as the API writes it
     */
    Code of(String type, JsonNode body) {
        var reason = body.path("Reason").asString("");
        var field = body.path("Fields").path(0).path("Name").asString("");
        return this == OF_TOPICS ? ofTopics(type, reason, field) : ofIdentities(type, reason, field);
    }

    private static Code ofIdentities(String type, String reason, String field) {
        return switch (type) {
            case "ResourceNotFoundException" -> new Code("NoSuchEntity", 404);
            case "AccessDeniedException" -> new Code("AccessDenied", 403);
            case "ConflictException" ->
                reason.equals(ConflictReason.RESOURCE_ALREADY_EXISTS.name())
                        ? new Code("EntityAlreadyExists", 409)
                        : new Code("DeleteConflict", 409);
            case "ServiceQuotaExceededException" -> new Code("LimitExceeded", 409);
            case "ThrottlingException" -> new Code("Throttling", 400);
            case "InternalServerException" -> new Code("ServiceFailure", SERVER_FAULT);
            default -> new Code(POLICIES.matcher(field).matches() ? "MalformedPolicyDocument" : "ValidationError", 400);
        };
    }

    private static Code ofTopics(String type, String reason, String field) {
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
            default ->
                new Code(
                        field.equals(BATCH)
                                ? ofBatch(reason)
                                : BATCH_ENTRY_IDS.matcher(field).matches() ? "InvalidBatchEntryId" : "InvalidParameter",
                        400);
        };
    }

    /** What is wrong with all of a batch. */
    private static String ofBatch(String reason) {
        return switch (ValidationReason.valueOf(reason)) {
            case MISSING_PARAMETER -> "EmptyBatchRequest";
            case PARAMETERS_CANNOT_BE_USED_TOGETHER -> "BatchEntryIdsNotDistinct";
            case MAXIMUM_SIZE_EXCEEDED -> "BatchRequestTooLong";
            default -> "TooManyEntriesInBatchRequest";
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
