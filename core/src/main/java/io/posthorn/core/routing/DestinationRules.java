package io.posthorn.core.routing;

import io.posthorn.core.account.AccountTier;
import io.posthorn.core.country.CountryFacts;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import io.posthorn.core.routing.RoutingDecision.Refused;
import io.posthorn.core.send.Channel;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where messages can go at all, and where those of an account in the sandbox can go. */
final class DestinationRules {
    /** Where an account in the sandbox can call, so the service's user guide. */
    private static final Set<String> VOICE_SANDBOX =
            Set.of("AU", "CA", "DE", "GB", "HK", "IL", "JP", "MX", "SE", "SG", "US");

    private DestinationRules() {}

    static @Nullable Refused hasCountry(Draft draft) {
        return draft.country == null
                ? draft.refused(Refusal.DESTINATION_INVALID, "The destination belongs to no country")
                : null;
    }

    static @Nullable Refused countryIsReached(Draft draft) {
        var channel = draft.order.channel();
        boolean reached =
                switch (channel) {
                    case TEXT -> CountryFacts.isReachable(draft.countryOrNone());
                    case MEDIA ->
                        draft.countryFacts != null
                                && !draft.countryFacts.mmsNumberTypes().isEmpty();
                    case VOICE -> !isInSandbox(draft) || VOICE_SANDBOX.contains(draft.countryOrNone());
                };
        return reached
                ? null
                : draft.refused(
                        Refusal.DESTINATION_COUNTRY_NOT_SUPPORTED,
                        channel.capability() + " messages do not reach " + draft.country
                                + (channel == Channel.VOICE ? " from the sandbox" : ""));
    }

    /** The code that is to verify a destination has to reach it before it is verified. */
    static @Nullable Refused sandboxAllows(Draft draft) {
        if (!isInSandbox(draft) || draft.toSimulator) {
            return null;
        }
        var destination = draft.resources.findVerifiedDestination(draft.order.destination());
        return destination.isPresent() && (destination.get().isVerified() || isCode(draft, destination))
                ? null
                : draft.refused(
                        Refusal.DESTINATION_NOT_VERIFIED,
                        "The account is in the sandbox, and the destination is not verified");
    }

    private static boolean isCode(Draft draft, Optional<VerifiedDestinationNumber> destination) {
        return destination
                .flatMap(each -> each.codeMessage(draft.order.messageId().toString()))
                .isPresent();
    }

    private static boolean isInSandbox(Draft draft) {
        return draft.profile.tier() == AccountTier.SANDBOX;
    }
}
