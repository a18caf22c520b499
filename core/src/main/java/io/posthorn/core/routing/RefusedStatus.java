package io.posthorn.core.routing;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.send.Channel;

/** The status a message ends with when it is refused after it was accepted. */
public final class RefusedStatus {
    private RefusedStatus() {}

    /**
     * The status for which {@code channel} has an event. Voice has one event for every failure but the ended time to
     * live. The service's user guide defines {@code UNKNOWN} as a failure for a reason the other types do not name; the
     * reason itself stands in the event beside it.
     */
    public static MessageStatus of(Channel channel, Refusal refusal) {
        var status = ofMessage(channel, refusal);
        return channel == Channel.VOICE && status != MessageStatus.TTL_EXPIRED ? MessageStatus.FAILED : status;
    }

    private static MessageStatus ofMessage(Channel channel, Refusal refusal) {
        return switch (refusal) {
            case ACCOUNT_SUSPENDED,
                    CONFIGURATION_SET_NOT_FOUND,
                    PROTECT_CONFIGURATION_NOT_FOUND,
                    ORIGINATION_IDENTITY_NOT_FOUND,
                    NO_ORIGINATION_IDENTITY,
                    ORIGINATION_IDENTITY_NOT_ACTIVE,
                    CHANNEL_NOT_SUPPORTED,
                    DESTINATION_NOT_SERVED,
                    SENDER_ID_NOT_SUPPORTED,
                    SENDER_ID_NOT_REGISTERED,
                    MESSAGE_TYPE_MISMATCH,
                    DESTINATION_COUNTRY_NOT_SUPPORTED,
                    DESTINATION_NOT_VERIFIED,
                    PRICE_OVER_LIMIT,
                    SPEND_LIMIT_REACHED,
                    DAILY_DESTINATION_CALL_LIMIT,
                    CALLS_PER_DAY_REACHED,
                    CALLS_PER_MINUTE_REACHED -> MessageStatus.UNKNOWN;
            case DESTINATION_INVALID -> MessageStatus.INVALID;
            // MMS has no event of its own for protect rules; BLOCKED comes closest: the recipient cannot be sent to.
            case DESTINATION_COUNTRY_BLOCKED ->
                channel == Channel.TEXT ? MessageStatus.PROTECT_BLOCKED : MessageStatus.BLOCKED;
            case MESSAGE_TOO_LONG,
                    MESSAGE_EMPTY,
                    SPEECH_MALFORMED,
                    COUNTRY_PARAMETERS_MISSING,
                    TEMPLATE_MISMATCH,
                    REQUEST_MALFORMED -> MessageStatus.INVALID_MESSAGE;
            case MEDIA_TYPE_NOT_SUPPORTED -> ofFile(channel, MessageStatus.FILE_TYPE_UNSUPPORTED);
            case MEDIA_TOO_LARGE -> ofFile(channel, MessageStatus.FILE_SIZE_EXCEEDED);
            case MEDIA_NOT_ACCESSIBLE -> ofFile(channel, MessageStatus.FILE_INACCESSIBLE);
            case DESTINATION_OPTED_OUT -> MessageStatus.BLOCKED;
            case TIME_TO_LIVE_ENDED -> MessageStatus.TTL_EXPIRED;
        };
    }

    private static MessageStatus ofFile(Channel channel, MessageStatus status) {
        return channel == Channel.MEDIA ? status : MessageStatus.INVALID_MESSAGE;
    }
}
