package io.posthorn.core.send;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.Scope;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message somebody wants sent, checked for form but not yet for anything that depends on the account's resources.
 *
 * @param originationIdentity who sends: a number, an id or an ARN; {@code null} leaves the choice to routing
 * @param body the text, or what is to be spoken; may be empty for media
 * @param configurationSet name or ARN, if the caller named one
 * @param maxPrice most to spend per message part (per minute for voice), in US dollars
 * @param timeToLive how long delivery is tried, 5 seconds to 72 hours
 * @param protectConfiguration id or ARN, if the caller named one
 * @param messageFeedback whether the sender reports back that the message arrived; {@code null}: not said
 * @param speech how the body is spoken; {@code null} unless it is a voice message
 * @param requestedAt when the request was received; the time to live counts from here
 */
public record SendOrder(
        Scope scope,
        UUID messageId,
        Channel channel,
        PhoneNumber destination,
        @Nullable String originationIdentity,
        String body,
        @Nullable MessageType messageType,
        @Nullable String keyword,
        @Nullable String configurationSet,
        @Nullable BigDecimal maxPrice,
        Duration timeToLive,
        Map<String, String> context,
        Map<String, String> destinationCountryParameters,
        @Nullable String protectConfiguration,
        @Nullable Boolean messageFeedback,
        List<String> mediaUrls,
        @Nullable Speech speech,
        Instant requestedAt) {

    /** How long delivery is tried where the sender does not say, and the longest it may say: 72 hours. */
    public static final Duration LONGEST_TIME_TO_LIVE = Duration.ofHours(72);

    /** The shortest time to live a sender may ask for. */
    public static final Duration SHORTEST_TIME_TO_LIVE = Duration.ofSeconds(5);

    public SendOrder {
        context = Map.copyOf(context);
        destinationCountryParameters = Map.copyOf(destinationCountryParameters);
        mediaUrls = List.copyOf(mediaUrls);
        if (speech == null && channel == Channel.VOICE) {
            speech = Speech.DEFAULT;
        }
    }

    /** A message that is not spoken, or by the default voice. */
    public SendOrder(
            Scope scope,
            UUID messageId,
            Channel channel,
            PhoneNumber destination,
            @Nullable String originationIdentity,
            String body,
            @Nullable MessageType messageType,
            @Nullable String keyword,
            @Nullable String configurationSet,
            @Nullable BigDecimal maxPrice,
            Duration timeToLive,
            Map<String, String> context,
            Map<String, String> destinationCountryParameters,
            @Nullable String protectConfiguration,
            @Nullable Boolean messageFeedback,
            List<String> mediaUrls,
            Instant requestedAt) {
        this(
                scope,
                messageId,
                channel,
                destination,
                originationIdentity,
                body,
                messageType,
                keyword,
                configurationSet,
                maxPrice,
                timeToLive,
                context,
                destinationCountryParameters,
                protectConfiguration,
                messageFeedback,
                mediaUrls,
                null,
                requestedAt);
    }

    /** When trying to deliver ends. */
    public Instant expiresAt() {
        return requestedAt.plus(timeToLive);
    }
}
