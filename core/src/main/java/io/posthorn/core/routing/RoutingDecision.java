package io.posthorn.core.routing;

import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.text.MessageEncoding;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What becomes of a send order. */
public sealed interface RoutingDecision {

    /**
     * The message may leave.
     *
     * @param identity who sends
     * @param settings the settings in force: the pool's where the identity is in one
     * @param reason why this identity
     * @param carrier name of the carrier connection that takes the message
     * @param country ISO 3166-1 alpha-2 code of the destination
     * @param parts message parts: what is throttled and billed
     * @param price US dollars, of the whole message; of one minute where it is spoken
     * @param carrierFee fees carriers add, US dollars, like the price
     * @param configurationSetName name of the configuration set in force, if any
     */
    record Routed(
            Originator identity,
            IdentitySettings settings,
            OriginationReason reason,
            String carrier,
            String country,
            MessageEncoding encoding,
            int parts,
            MessageType messageType,
            BigDecimal price,
            BigDecimal carrierFee,
            @Nullable String configurationSetName)
            implements RoutingDecision {}

    /**
     * The message may not leave.
     *
     * @param detail for people
     * @param resourceType kind of the resource that is missing or in the way, in the API's words, if one is
     * @param resourceId its id as the sender named it, or its own
     * @param country the destination's country, where it is known
     */
    record Refused(
            Refusal reason,
            String detail,
            @Nullable String resourceType,
            @Nullable String resourceId,
            @Nullable String country)
            implements RoutingDecision {}
}
