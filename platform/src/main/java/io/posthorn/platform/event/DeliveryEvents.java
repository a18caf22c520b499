package io.posthorn.platform.event;

import io.posthorn.core.event.EventType;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.MessageType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the records that tell what happened to a message. */
public final class DeliveryEvents {
    private static final String NO_CHARGE = "0";

    private DeliveryEvents() {}

    /**
     * An event of a routed message.
     *
     * @param reason why Posthorn itself ended the message, in the words of {@code Refusal}, or {@code null}
     */
    public static DeliveryEvent of(
            Message message, MessageStatus status, boolean isFinal, Instant at, @Nullable String reason) {
        var type = type(Channel.valueOf(message.getChannel().name()), status);
        return new DeliveryEvent(
                id(message.getMessageId(), type),
                message.getAccountId(),
                message.getRegion(),
                message.getMessageId(),
                message.getChannel(),
                type.name(),
                at,
                isFinal,
                message.getOriginationIdentity(),
                message.getDestinationPhoneNumber(),
                message.getDestinationCountry(),
                message.getRequestedAt(),
                message.getEncoding(),
                message.getMessageType(),
                status.name(),
                status.description(),
                message.getContext(),
                message.getParts(),
                message.getPrice(),
                message.getCarrierFee(),
                message.getConfigurationSetName(),
                reason,
                null);
    }

    /**
     * The final event of a message that was refused before it was routed. It costs nothing.
     *
     * @param country of the destination, where it is known
     * @param configurationSetName where the event goes, if the message named a set that exists
     */
    public static DeliveryEvent refused(
            SendOrder order,
            MessageStatus status,
            Instant at,
            String reason,
            @Nullable String country,
            @Nullable String configurationSetName) {
        var type = type(order.channel(), status);
        var messageId = order.messageId().toString();
        var messageType = order.messageType();
        return new DeliveryEvent(
                id(messageId, type),
                order.scope().account().value(),
                order.scope().region(),
                messageId,
                io.posthorn.schemas.Channel.valueOf(order.channel().name()),
                type.name(),
                at,
                true,
                null,
                order.destination().value(),
                country,
                order.requestedAt(),
                null,
                messageType == null ? null : MessageType.valueOf(messageType.name()),
                status.name(),
                status.description(),
                order.context(),
                0,
                NO_CHARGE,
                NO_CHARGE,
                configurationSetName,
                reason,
                null);
    }

    private static EventType type(Channel channel, MessageStatus status) {
        return EventType.of(channel, status)
                .orElseThrow(() -> new IllegalArgumentException("no event for status " + status + " on " + channel));
    }

    /** A message has each event once, so that the two together make an id that is the same whenever it is made. */
    private static String id(String messageId, EventType type) {
        return UUID.nameUUIDFromBytes((messageId + type).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
