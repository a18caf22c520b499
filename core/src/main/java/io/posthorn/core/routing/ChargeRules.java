package io.posthorn.core.routing;

import io.posthorn.core.account.SpendLimits;
import io.posthorn.core.price.Price;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import io.posthorn.core.routing.RoutingDecision.Refused;
import org.jspecify.annotations.Nullable;

/** What a message may cost: no more a unit than its sender wants, no more a month than the account may spend. */
final class ChargeRules {
    private ChargeRules() {}

    static @Nullable Refused priceIsWanted(Draft draft) {
        var order = draft.order;
        var price = draft.facts
                .prices()
                .of(
                        order.channel(),
                        draft.countryOrNone(),
                        draft.origination().identity().route());
        var most = order.maxPrice();
        if (most != null && price.perUnit().add(price.carrierFee()).compareTo(most) > 0) {
            return draft.refused(
                    Refusal.PRICE_OVER_LIMIT,
                    "The price is " + price.perUnit().add(price.carrierFee()).toPlainString() + ", at most "
                            + most.toPlainString() + " is wanted");
        }
        if (!price.equals(Price.NOTHING) && !isFreeCode(draft)) {
            draft.charge = Charge.of(price, draft.parts);
        }
        return null;
    }

    /**
     * Nothing is sent that would take the account over its limit, and nothing at all once it is there. What is on its
     * way has not been counted yet, so that a burst may go over it.
     */
    static @Nullable Refused accountMaySpend(Draft draft) {
        var channel = draft.order.channel();
        var limits = SpendLimits.of(draft.profile, draft.resources, channel);
        var spent = draft.facts.spend().spent(draft.resources.scope(), channel);
        var over = limits.isReached(spent) || spent.add(draft.charge.total()).compareTo(limits.enforced()) > 0;
        return over
                ? draft.refused(
                        Refusal.SPEND_LIMIT_REACHED,
                        "The monthly spend limit of " + limits.enforced().toPlainString() + " US dollars is reached")
                : null;
    }

    /** The first code sent to a destination that is to be verified costs nothing. */
    private static boolean isFreeCode(Draft draft) {
        return draft.resources
                .findVerifiedDestination(draft.order.destination())
                .flatMap(destination ->
                        destination.codeMessage(draft.order.messageId().toString()))
                .map(VerifiedDestinationNumber.CodeMessage::free)
                .orElse(false);
    }
}
