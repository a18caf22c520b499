package io.posthorn.dispatcher.event;

import io.posthorn.platform.event.DeliveryEvents;
import io.posthorn.schemas.DeliveryEvent;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of delivery events: members, their order and their types are those of the samples in the service's user
 * guide. Times are milliseconds since the epoch. Prices are US dollars, as in the samples; the guide's text, which
 * speaks of thousandths of a cent, does not agree with them. A member whose value is not known is left out.
 */
public final class EventJson {
    private static final String VERSION = "1.0";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private EventJson() {}

    /** The event as one line of JSON, without a line end. */
    public static String of(DeliveryEvent event) {
        var text = new StringWriter(640);
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            switch (event.getChannel()) {
                case TEXT -> text(event, json);
                case MEDIA -> media(event, json);
                case VOICE -> voice(event, json);
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void text(DeliveryEvent event, JsonGenerator json) {
        head(event, json);
        string("messageEncoding", event.getMessageEncoding(), json);
        messageTypeAndStatus(event, json);
        context(event, json);
        totals(event, json);
    }

    private static void media(DeliveryEvent event, JsonGenerator json) {
        json.writeStringProperty("contentType", "MMS");
        head(event, json);
        messageTypeAndStatus(event, json);
        context(event, json);
        totals(event, json);
    }

    private static void voice(DeliveryEvent event, JsonGenerator json) {
        int seconds = Objects.requireNonNullElse(event.getCallSeconds(), 0);
        head(event, json);
        json.writeStringProperty("messageStatus", event.getMessageStatus());
        json.writeNumberProperty("callDurationInSeconds", seconds);
        json.writeNumberProperty("totalDurationInMinutes", DeliveryEvents.minutes(seconds));
        json.writeNumberProperty("totalMessagePrice", dollars(event.getTotalMessagePrice()));
        context(event, json);
    }

    private static void head(DeliveryEvent event, JsonGenerator json) {
        json.writeStringProperty("eventType", event.getEventType());
        json.writeStringProperty("eventVersion", VERSION);
        json.writeNumberProperty("eventTimestamp", event.getEventTimestamp().toEpochMilli());
        json.writeBooleanProperty("isFinal", event.getIsFinal());
        string("originationPhoneNumber", event.getOriginationPhoneNumber(), json);
        json.writeStringProperty("destinationPhoneNumber", event.getDestinationPhoneNumber());
        string("isoCountryCode", event.getIsoCountryCode(), json);
        json.writeStringProperty("messageId", event.getMessageId());
        json.writeNumberProperty(
                "messageRequestTimestamp", event.getMessageRequestTimestamp().toEpochMilli());
    }

    private static void messageTypeAndStatus(DeliveryEvent event, JsonGenerator json) {
        var type = event.getMessageType();
        string("messageType", type == null ? null : type.name(), json);
        json.writeStringProperty("messageStatus", event.getMessageStatus());
        json.writeStringProperty("messageStatusDescription", event.getMessageStatusDescription());
    }

    private static void context(DeliveryEvent event, JsonGenerator json) {
        json.writeObjectPropertyStart("context");
        event.getContext().forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    private static void totals(DeliveryEvent event, JsonGenerator json) {
        json.writeNumberProperty("totalMessageParts", event.getTotalMessageParts());
        json.writeNumberProperty("totalMessagePrice", dollars(event.getTotalMessagePrice()));
        json.writeNumberProperty("totalCarrierFee", dollars(event.getTotalCarrierFee()));
    }

    /** With at least one decimal, so that a reader who guesses types from values always sees the same one. */
    private static BigDecimal dollars(String exact) {
        var amount = new BigDecimal(exact);
        return amount.scale() < 1 ? amount.setScale(1) : amount;
    }

    private static void string(String name, @Nullable String value, JsonGenerator json) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
