package io.posthorn.gateway.send;

import io.posthorn.core.api.AccessDeniedReason;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.routing.RoutingDecision.Refused;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in the API's errors why a message may not leave. */
final class RefusalAnswers {
    private static final String DESTINATION = "DestinationPhoneNumber";
    private static final String IDENTITY = "OriginationIdentity";
    private static final String BODY = "MessageBody";
    private static final String MEDIA = "MediaUrls";

    private RefusalAnswers() {}

    /** The error for a refusal. */
    static ApiError of(Refused refused, SendOrder order) {
        return switch (refused.reason()) {
            case ACCOUNT_SUSPENDED -> new ApiError.AccessDenied(AccessDeniedReason.ACCOUNT_DISABLED, "");
            case CONFIGURATION_SET_NOT_FOUND ->
                new ApiError.ResourceNotFound(ResourceType.CONFIGURATION_SET, id(refused, order.configurationSet()));
            case PROTECT_CONFIGURATION_NOT_FOUND ->
                new ApiError.ResourceNotFound(
                        ResourceType.PROTECT_CONFIGURATION, id(refused, order.protectConfiguration()));
            case ORIGINATION_IDENTITY_NOT_FOUND ->
                new ApiError.ResourceNotFound(
                        type(refused, ResourceType.PHONE_NUMBER), id(refused, order.originationIdentity()));
            case NO_ORIGINATION_IDENTITY ->
                new ApiError.Conflict(
                        ConflictReason.NO_ORIGINATION_IDENTITIES_FOUND,
                        type(refused, ResourceType.ACCOUNT),
                        id(refused, order.scope().account().value()));
            case ORIGINATION_IDENTITY_NOT_ACTIVE ->
                new ApiError.Conflict(
                        ConflictReason.RESOURCE_NOT_ACTIVE,
                        type(refused, ResourceType.PHONE_NUMBER),
                        id(refused, order.originationIdentity()));
            case CHANNEL_NOT_SUPPORTED ->
                new ApiError.Conflict(
                        ConflictReason.NUMBER_CAPABILITIES_MISMATCH,
                        type(refused, ResourceType.PHONE_NUMBER),
                        id(refused, order.originationIdentity()));
            case DESTINATION_NOT_SERVED ->
                invalid(ValidationReason.INVALID_IDENTITY_FOR_DESTINATION_COUNTRY, DESTINATION, refused.detail());
            case SENDER_ID_NOT_SUPPORTED ->
                invalid(ValidationReason.SENDER_ID_NOT_SUPPORTED, IDENTITY, refused.detail());
            case SENDER_ID_NOT_REGISTERED ->
                invalid(ValidationReason.SENDER_ID_NOT_REGISTERED, IDENTITY, refused.detail());
            case MESSAGE_TYPE_MISMATCH ->
                new ApiError.Conflict(
                        ConflictReason.MESSAGE_TYPE_MISMATCH,
                        type(refused, ResourceType.SENDER_ID),
                        id(refused, order.originationIdentity()));
            case DESTINATION_COUNTRY_NOT_SUPPORTED ->
                invalid(ValidationReason.DESTINATION_COUNTRY_BLOCKED, DESTINATION, refused.detail());
            case DESTINATION_NOT_VERIFIED ->
                new ApiError.Conflict(
                        ConflictReason.DESTINATION_PHONE_NUMBER_NOT_VERIFIED,
                        ResourceType.VERIFIED_DESTINATION_NUMBER,
                        order.destination().value());
            case COUNTRY_PARAMETERS_MISSING ->
                invalid(ValidationReason.MISSING_PARAMETER, "DestinationCountryParameters", refused.detail());
            case TEMPLATE_MISMATCH -> invalid(ValidationReason.INVALID_PARAMETER, BODY, refused.detail());
            case SPEECH_MALFORMED -> invalid(ValidationReason.CANNOT_PARSE, BODY, refused.detail());
            case MEDIA_TYPE_NOT_SUPPORTED ->
                invalid(ValidationReason.MEDIA_TYPE_NOT_SUPPORTED, MEDIA, refused.detail());
            case MEDIA_TOO_LARGE -> invalid(ValidationReason.MAXIMUM_SIZE_EXCEEDED, MEDIA, refused.detail());
            case MEDIA_NOT_ACCESSIBLE -> invalid(ValidationReason.RESOURCE_NOT_ACCESSIBLE, MEDIA, refused.detail());
            case PRICE_OVER_LIMIT ->
                invalid(
                        ValidationReason.PRICE_OVER_THRESHOLD,
                        order.channel() == Channel.VOICE ? "MaxPricePerMinute" : "MaxPrice",
                        refused.detail());
            case SPEND_LIMIT_REACHED ->
                new ApiError.ServiceQuotaExceeded(
                        switch (order.channel()) {
                            case TEXT -> QuotaReason.MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT;
                            case MEDIA -> QuotaReason.MONTHLY_SPEND_LIMIT_REACHED_FOR_MEDIA;
                            case VOICE -> QuotaReason.MONTHLY_SPEND_LIMIT_REACHED_FOR_VOICE;
                        });
            case DESTINATION_INVALID -> invalid(ValidationReason.INVALID_PARAMETER, DESTINATION, refused.detail());
            case DESTINATION_COUNTRY_BLOCKED ->
                new ApiError.Conflict(
                        ConflictReason.DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION,
                        ResourceType.PROTECT_CONFIGURATION,
                        id(refused, order.protectConfiguration()));
            case MESSAGE_TOO_LONG -> invalid(ValidationReason.MAXIMUM_SIZE_EXCEEDED, BODY, refused.detail());
            case MESSAGE_EMPTY -> invalid(ValidationReason.MISSING_PARAMETER, BODY, refused.detail());
            case REQUEST_MALFORMED -> new ApiError.Validation(ValidationReason.INVALID_REQUEST, refused.detail());
            case DESTINATION_OPTED_OUT -> optedOut(order);
            case DAILY_DESTINATION_CALL_LIMIT ->
                new ApiError.ServiceQuotaExceeded(QuotaReason.DAILY_DESTINATION_CALL_LIMIT);
            // The API has no reason for the quota of a whole account; that of a minute is a rate.
            case CALLS_PER_DAY_REACHED, CALLS_PER_MINUTE_REACHED -> new ApiError.Throttling(refused.detail());
            case TIME_TO_LIVE_ENDED -> invalid(ValidationReason.INVALID_PARAMETER, "TimeToLive", refused.detail());
        };
    }

    /** The error for a recipient who does not want messages. */
    static ApiError optedOut(SendOrder order) {
        return new ApiError.Conflict(
                ConflictReason.DESTINATION_PHONE_NUMBER_OPTED_OUT,
                ResourceType.OPTED_OUT_NUMBER,
                order.destination().value());
    }

    private static ApiError invalid(ValidationReason reason, String member, String detail) {
        return new ApiError.Validation(reason, List.of(new ApiError.Field(member, detail)), "");
    }

    private static String id(Refused refused, @Nullable String named) {
        return Objects.requireNonNullElse(refused.resourceId(), Objects.requireNonNullElse(named, ""));
    }

    private static ResourceType type(Refused refused, ResourceType otherwise) {
        return Stream.of(ResourceType.values())
                .filter(type -> type.wireName().equals(refused.resourceType()))
                .findFirst()
                .orElse(otherwise);
    }
}
