package io.posthorn.core.routing;

import io.posthorn.core.country.CountryFacts;
import io.posthorn.core.country.LongCodeSupport;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.send.Channel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of an account's numbers can send which messages where. */
final class NumberRules {
    private NumberRules() {}

    /** Why this number cannot send such a message now, or {@code null}. */
    static @Nullable Refusal whyNot(Draft draft, OriginationNumber number) {
        var refusal = unsuitable(draft, number);
        return refusal == null && number.status() != NumberStatus.ACTIVE
                ? Refusal.ORIGINATION_IDENTITY_NOT_ACTIVE
                : refusal;
    }

    /** Why this number can never send such a message, or {@code null}. */
    static @Nullable Refusal unsuitable(Draft draft, OriginationNumber number) {
        var channel = draft.order.channel();
        if (!number.capabilities().contains(channel.capability()) || onlyReceives(number, channel)) {
            return Refusal.CHANNEL_NOT_SUPPORTED;
        }
        boolean serves = number.type() == NumberType.SIMULATOR
                ? draft.toSimulator && number.country().equals(draft.country)
                : switch (channel) {
                    // Calls are placed from anywhere to anywhere.
                    case VOICE -> true;
                    case TEXT -> isAtHome(draft, number) || isAbroad(draft, number);
                    case MEDIA -> isAtHome(draft, number) && mediaTypes(draft).contains(number.type());
                };
        return serves ? null : Refusal.DESTINATION_NOT_SERVED;
    }

    /** Whether the destination is in the number's own country. */
    static boolean isAtHome(Draft draft, OriginationNumber number) {
        return CountryFacts.isServedAlike(number.country(), draft.countryOrNone());
    }

    /** Whether the number may send to other countries, and this one lets it. */
    private static boolean isAbroad(Draft draft, OriginationNumber number) {
        return number.internationalSending()
                && number.type() == NumberType.LONG_CODE
                && !CountryFacts.isDedicatedOnly(draft.countryOrNone());
    }

    /** The long codes of some countries take answers to what is sent under a name, and send nothing. */
    private static boolean onlyReceives(OriginationNumber number, Channel channel) {
        return channel == Channel.TEXT
                && number.type() == NumberType.LONG_CODE
                && CountryFacts.of(number.country())
                        .filter(facts -> facts.longCodes() == LongCodeSupport.INBOUND_ONLY)
                        .isPresent();
    }

    private static Set<NumberType> mediaTypes(Draft draft) {
        var facts = draft.countryFacts;
        return facts == null ? Set.of() : facts.mmsNumberTypes();
    }
}
