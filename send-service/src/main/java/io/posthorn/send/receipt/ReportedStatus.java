package io.posthorn.send.receipt;

import io.posthorn.core.event.EventType;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.send.Channel;
import io.posthorn.schemas.CarrierReport;
import io.posthorn.schemas.Message;

/** What a carrier's report means for a message, in the words of the API. */
final class ReportedStatus {
    private ReportedStatus() {}

    /** The status in {@code report}; a word we do not know tells that something happened and not what. */
    static MessageStatus of(CarrierReport report) {
        for (var status : MessageStatus.values()) {
            if (status.name().equals(report.getStatus())) {
                return status;
            }
        }
        return MessageStatus.UNKNOWN;
    }

    /** Whether the message's channel has an event for the status. */
    static boolean canTell(Message message, MessageStatus status) {
        return EventType.of(Channel.valueOf(message.getChannel().name()), status)
                .isPresent();
    }

    /** The status a message ends with, in a form its channel has an event for. */
    static MessageStatus ending(Message message, MessageStatus status) {
        if (canTell(message, status)) {
            return status;
        }
        return canTell(message, MessageStatus.UNKNOWN) ? MessageStatus.UNKNOWN : MessageStatus.FAILED;
    }

    /** Whether {@code next} is news after {@code last}: carriers repeat themselves, and reports overtake each other. */
    static boolean isProgress(MessageStatus last, MessageStatus next) {
        return progress(next) > progress(last);
    }

    private static int progress(MessageStatus status) {
        return switch (status) {
            case QUEUED -> 1;
            case PENDING, INITIATED -> 2;
            case SUCCESSFUL, RINGING -> 4;
            case DELIVERED, ANSWERED -> 5;
            case COMPLETED -> 6;
            // Trouble on the way: news unless the message has got further already.
            case CARRIER_UNREACHABLE,
                    UNREACHABLE,
                    UNKNOWN,
                    BLOCKED,
                    TTL_EXPIRED,
                    INVALID,
                    INVALID_MESSAGE,
                    CARRIER_BLOCKED,
                    SPAM,
                    PROTECT_BLOCKED,
                    FILE_TYPE_UNSUPPORTED,
                    FILE_SIZE_EXCEEDED,
                    FILE_INACCESSIBLE,
                    BUSY,
                    NO_ANSWER,
                    FAILED -> 3;
        };
    }
}
