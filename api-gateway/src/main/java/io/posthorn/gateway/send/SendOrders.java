package io.posthorn.gateway.send;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import io.posthorn.core.send.Speech;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads orders from requests that are valid by the shape of their operation. */
final class SendOrders {
    private SendOrders() {}

    /** The order of a request to send; members the operation does not have are not there. */
    static SendOrder of(Channel channel, Scope caller, UUID messageId, ObjectNode input, Instant now) {
        var destination = required(input, "DestinationPhoneNumber");
        var body = text(input, "MessageBody");
        var messageType = text(input, "MessageType");
        var maxPrice = text(input, channel == Channel.VOICE ? "MaxPricePerMinute" : "MaxPrice");
        var timeToLive = input.get("TimeToLive");
        var feedback = input.get("MessageFeedbackEnabled");
        return new SendOrder(
                caller,
                messageId,
                channel,
                PhoneNumber.parse(destination)
                        .orElseThrow(() -> new IllegalStateException("validation let pass what is no phone number")),
                text(input, "OriginationIdentity"),
                body == null ? "" : body,
                messageType == null ? null : MessageType.valueOf(messageType),
                text(input, "Keyword"),
                text(input, "ConfigurationSetName"),
                maxPrice == null ? null : new BigDecimal(maxPrice),
                isAbsent(timeToLive) ? SendOrder.LONGEST_TIME_TO_LIVE : Duration.ofSeconds(timeToLive.longValue()),
                texts(input, "Context"),
                texts(input, "DestinationCountryParameters"),
                text(input, "ProtectConfigurationId"),
                isAbsent(feedback) ? null : feedback.booleanValue(),
                list(input, "MediaUrls"),
                channel == Channel.VOICE ? speech(input) : null,
                now);
    }

    private static Speech speech(ObjectNode input) {
        var markup = text(input, "MessageBodyTextType");
        return new Speech(
                markup == null ? Speech.DEFAULT.markup() : Speech.Markup.valueOf(markup),
                Objects.requireNonNullElse(text(input, "VoiceId"), Speech.DEFAULT_VOICE));
    }

    private static boolean isAbsent(@Nullable JsonNode value) {
        return value == null || value.isNull();
    }

    private static String required(ObjectNode input, String member) {
        var value = text(input, member);
        if (value == null) {
            throw new IllegalStateException("validation let pass a request without " + member);
        }
        return value;
    }

    private static @Nullable String text(ObjectNode input, String member) {
        var value = input.get(member);
        return value == null || value.isNull() ? null : value.stringValue();
    }

    private static Map<String, String> texts(ObjectNode input, String member) {
        var entries = input.get(member);
        if (entries == null || entries.isEmpty()) {
            return Map.of();
        }
        var texts = new HashMap<String, String>();
        for (var entry : entries.properties()) {
            if (!entry.getValue().isNull()) {
                texts.put(entry.getKey(), entry.getValue().stringValue());
            }
        }
        return texts;
    }

    private static List<String> list(ObjectNode input, String member) {
        var values = input.get(member);
        return values == null
                ? List.of()
                : values.valueStream().map(JsonNode::stringValue).toList();
    }
}
