package io.posthorn.dispatcher.history;

import io.posthorn.schemas.DeliveryEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as GetMessage answers it: what the last event says about it, and all its events.
 *
 * @param events in the order in which they happened
 */
record MessageOutput(
        String messageId,
        String channel,
        String destinationPhoneNumber,
        @Nullable String originationPhoneNumber,
        @Nullable String originationReason,
        @Nullable String isoCountryCode,
        @Nullable String messageType,
        @Nullable String messageEncoding,
        int totalMessageParts,
        String totalMessagePrice,
        String totalCarrierFee,
        @Nullable String configurationSetName,
        Map<String, String> context,
        Instant requestTimestamp,
        String messageStatus,
        boolean isFinal,
        List<Event> events) {

    /** One event. */
    record Event(
            String eventId,
            String eventType,
            Instant eventTimestamp,
            boolean isFinal,
            String messageStatus,
            String messageStatusDescription,
            @Nullable String reason,
            @Nullable String reasonDetail) {}

    /** @param events at least one, in the order in which they happened */
    static MessageOutput of(List<DeliveryEvent> events) {
        var last = events.getLast();
        return new MessageOutput(
                last.getMessageId(),
                last.getChannel().name(),
                last.getDestinationPhoneNumber(),
                last.getOriginationPhoneNumber(),
                last.getOriginationReason(),
                last.getIsoCountryCode(),
                Optional.ofNullable(last.getMessageType()).map(Enum::name).orElse(null),
                last.getMessageEncoding(),
                last.getTotalMessageParts(),
                last.getTotalMessagePrice(),
                last.getTotalCarrierFee(),
                last.getConfigurationSetName(),
                last.getContext(),
                last.getMessageRequestTimestamp(),
                last.getMessageStatus(),
                last.getIsFinal(),
                events.stream().map(MessageOutput::event).toList());
    }

    private static Event event(DeliveryEvent event) {
        return new Event(
                event.getEventId(),
                event.getEventType(),
                event.getEventTimestamp(),
                event.getIsFinal(),
                event.getMessageStatus(),
                event.getMessageStatusDescription(),
                event.getReason(),
                event.getReasonDetail());
    }
}
