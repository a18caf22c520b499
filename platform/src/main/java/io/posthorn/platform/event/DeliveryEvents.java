package io.posthorn.platform.event;

import io.posthorn.core.event.EventType;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.routing.Refusal;
import io.posthorn.core.routing.RefusedStatus;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import io.posthorn.platform.send.Malformed;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.MessageType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the records that tell what happened to a message. */
public final class DeliveryEvents {
    private static final String NO_CHARGE = "0";
    private static final int SECONDS_PER_MINUTE = 60;

    private DeliveryEvents() {}

    /**
     * An event of a routed message.
     *
     * @param reason why Posthorn itself ended the message, in the words of {@code Refusal}, or {@code null}
     */
    public static DeliveryEvent of(
            Message message, MessageStatus status, boolean isFinal, Instant at, @Nullable String reason) {
        return of(message, status, isFinal, at, reason, null);
    }

    /**
     * An event of a routed message that may be a call. A call costs its price for each minute begun, and nothing until
     * it is answered.
     *
     * @param reason why Posthorn itself ended the message, in the words of {@code Refusal}, or {@code null}
     * @param callSeconds how long the call has lasted; {@code null} where there was none, or none that was answered
     */
    public static DeliveryEvent of(
            Message message,
            MessageStatus status,
            boolean isFinal,
            Instant at,
            @Nullable String reason,
            @Nullable Integer callSeconds) {
        var channel = Channel.valueOf(message.getChannel().name());
        var type = type(channel, status);
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
                total(message.getPrice(), channel, callSeconds),
                total(message.getCarrierFee(), channel, callSeconds),
                message.getConfigurationSetName(),
                reason,
                null,
                message.getOriginationReason(),
                callSeconds);
    }

    /**
     * The final event of a message that was refused before it was routed. It costs nothing.
     *
     * @param detail the reason in words
     * @param country of the destination, where it is known
     * @param configurationSetName where the event goes, if the message named a set that exists
     */
    public static DeliveryEvent refused(
            SendOrder order,
            Refusal reason,
            Instant at,
            String detail,
            @Nullable String country,
            @Nullable String configurationSetName) {
        var messageType = order.messageType();
        return refused(
                order.scope(),
                order.messageId(),
                order.channel(),
                reason,
                at,
                order.destination().value(),
                country,
                order.requestedAt(),
                messageType == null ? null : MessageType.valueOf(messageType.name()),
                order.context(),
                configurationSetName,
                detail);
    }

    /**
     * The final event of a request that breaks a rule of the API. It costs nothing.
     *
     * @param configurationSetName where the event goes, if the request named a set that exists
     */
    public static DeliveryEvent malformed(Malformed request, Instant at, @Nullable String configurationSetName) {
        return refused(
                request.scope(),
                request.messageId(),
                request.channel(),
                request.reason(),
                at,
                request.destination(),
                null,
                request.requestedAt(),
                null,
                Map.of(),
                configurationSetName,
                request.field() + " " + request.rule());
    }

    private static DeliveryEvent refused(
            Scope scope,
            UUID id,
            Channel channel,
            Refusal reason,
            Instant at,
            String destination,
            @Nullable String country,
            Instant requestedAt,
            @Nullable MessageType messageType,
            Map<String, String> context,
            @Nullable String configurationSetName,
            String detail) {
        var status = RefusedStatus.of(channel, reason);
        var type = type(channel, status);
        var messageId = id.toString();
        return new DeliveryEvent(
                id(messageId, type),
                scope.account().value(),
                scope.region(),
                messageId,
                io.posthorn.schemas.Channel.valueOf(channel.name()),
                type.name(),
                at,
                true,
                null,
                destination,
                country,
                requestedAt,
                null,
                messageType,
                status.name(),
                status.description(),
                context,
                0,
                NO_CHARGE,
                NO_CHARGE,
                configurationSetName,
                reason.name(),
                detail,
                null,
                null);
    }

    /** Minutes that are charged for a call. */
    public static int minutes(int callSeconds) {
        return Math.ceilDiv(callSeconds, SECONDS_PER_MINUTE);
    }

    private static String total(String price, Channel channel, @Nullable Integer callSeconds) {
        if (channel != Channel.VOICE) {
            return price;
        }
        return callSeconds == null
                ? NO_CHARGE
                : new BigDecimal(price)
                        .multiply(BigDecimal.valueOf(minutes(callSeconds)))
                        .toPlainString();
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
