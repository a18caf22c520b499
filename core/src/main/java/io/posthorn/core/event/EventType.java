package io.posthorn.core.event;

import io.posthorn.core.send.Channel;
import java.util.Optional;

/** The types of event a destination can ask for; those named {@code ALL} stand for a family. */
public enum EventType {
    ALL,
    TEXT_ALL,
    TEXT_SENT,
    TEXT_PENDING,
    TEXT_QUEUED,
    TEXT_SUCCESSFUL,
    TEXT_DELIVERED,
    TEXT_INVALID,
    TEXT_INVALID_MESSAGE,
    TEXT_UNREACHABLE,
    TEXT_CARRIER_UNREACHABLE,
    TEXT_BLOCKED,
    TEXT_CARRIER_BLOCKED,
    TEXT_SPAM,
    TEXT_UNKNOWN,
    TEXT_TTL_EXPIRED,
    TEXT_PROTECT_BLOCKED,
    VOICE_ALL,
    VOICE_INITIATED,
    VOICE_RINGING,
    VOICE_ANSWERED,
    VOICE_COMPLETED,
    VOICE_BUSY,
    VOICE_NO_ANSWER,
    VOICE_FAILED,
    VOICE_TTL_EXPIRED,
    MEDIA_ALL,
    MEDIA_PENDING,
    MEDIA_QUEUED,
    MEDIA_SUCCESSFUL,
    MEDIA_DELIVERED,
    MEDIA_INVALID,
    MEDIA_INVALID_MESSAGE,
    MEDIA_UNREACHABLE,
    MEDIA_CARRIER_UNREACHABLE,
    MEDIA_BLOCKED,
    MEDIA_CARRIER_BLOCKED,
    MEDIA_SPAM,
    MEDIA_UNKNOWN,
    MEDIA_TTL_EXPIRED,
    MEDIA_FILE_INACCESSIBLE,
    MEDIA_FILE_TYPE_UNSUPPORTED,
    MEDIA_FILE_SIZE_EXCEEDED;

    /** The type of the event that tells this status of a message; empty where the API has none. */
    public static Optional<EventType> of(Channel channel, MessageStatus status) {
        var name = channel.name() + "_" + status.name();
        for (var type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Whether a destination that asks for this type gets events of {@code type}. */
    public boolean covers(EventType type) {
        return switch (this) {
            case ALL -> true;
            case TEXT_ALL -> type.name().startsWith("TEXT_");
            case VOICE_ALL -> type.name().startsWith("VOICE_");
            case MEDIA_ALL -> type.name().startsWith("MEDIA_");
            default -> this == type;
        };
    }
}
