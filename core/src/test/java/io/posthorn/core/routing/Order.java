package io.posthorn.core.routing;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import io.posthorn.core.send.Speech;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A send order with only what routing looks at. */
record Order(
        String to,
        @Nullable String from,
        String body,
        Channel channel,
        @Nullable MessageType messageType,
        @Nullable String configurationSet,
        @Nullable String protect,
        List<String> media,
        Map<String, String> parameters,
        @Nullable BigDecimal maxPrice,
        @Nullable Speech speech) {
    static final UUID ID = new UUID(1, 1);

    /** A text that says hello. */
    static Order order(String to) {
        return new Order(to, null, "Hello", Channel.TEXT, null, null, null, List.of(), Map.of(), null, null);
    }

    Order from(@Nullable String identity) {
        return new Order(
                to,
                identity,
                body,
                channel,
                messageType,
                configurationSet,
                protect,
                media,
                parameters,
                maxPrice,
                speech);
    }

    Order saying(String text) {
        return new Order(
                to, from, text, channel, messageType, configurationSet, protect, media, parameters, maxPrice, speech);
    }

    Order by(Channel other) {
        return new Order(
                to, from, body, other, messageType, configurationSet, protect, media, parameters, maxPrice, speech);
    }

    Order of(@Nullable MessageType type) {
        return new Order(to, from, body, channel, type, configurationSet, protect, media, parameters, maxPrice, speech);
    }

    Order with(@Nullable String set) {
        return new Order(to, from, body, channel, messageType, set, protect, media, parameters, maxPrice, speech);
    }

    Order protectedBy(@Nullable String protectConfiguration) {
        return new Order(
                to,
                from,
                body,
                channel,
                messageType,
                configurationSet,
                protectConfiguration,
                media,
                parameters,
                maxPrice,
                speech);
    }

    Order showing(String url) {
        return new Order(
                to,
                from,
                body,
                channel,
                messageType,
                configurationSet,
                protect,
                List.of(url),
                parameters,
                maxPrice,
                speech);
    }

    Order telling(Map<String, String> countryParameters) {
        return new Order(
                to,
                from,
                body,
                channel,
                messageType,
                configurationSet,
                protect,
                media,
                countryParameters,
                maxPrice,
                speech);
    }

    Order forAtMost(String dollars) {
        return new Order(
                to,
                from,
                body,
                channel,
                messageType,
                configurationSet,
                protect,
                media,
                parameters,
                new BigDecimal(dollars),
                speech);
    }

    Order spoken(Speech.Markup markup) {
        return new Order(
                to,
                from,
                body,
                channel,
                messageType,
                configurationSet,
                protect,
                media,
                parameters,
                maxPrice,
                new Speech(markup, Speech.DEFAULT_VOICE));
    }

    SendOrder toSendOrder() {
        return new SendOrder(
                Numbers.SCOPE,
                ID,
                channel,
                new PhoneNumber(to),
                from,
                body,
                messageType,
                null,
                configurationSet,
                maxPrice,
                SendOrder.LONGEST_TIME_TO_LIVE,
                Map.of(),
                parameters,
                protect,
                null,
                media,
                speech,
                Instant.EPOCH);
    }
}
