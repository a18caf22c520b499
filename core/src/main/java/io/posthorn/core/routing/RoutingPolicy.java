package io.posthorn.core.routing;

import io.posthorn.core.country.Countries;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ProtectConfiguration;
import io.posthorn.core.resource.ProtectStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.routing.RoutingDecision.Refused;
import io.posthorn.core.routing.RoutingDecision.Routed;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import io.posthorn.core.simulator.SimulatorDestinations;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a message may leave and who it comes from. The gateway asks, to refuse at once what can be refused,
 * and the routing stage asks again with the resources as they stand then. Whether the time to live has ended is the
 * caller's to check: it is a matter of when, not of what.
 */
public final class RoutingPolicy {
    /** The carrier connection of messages to simulator destinations, whichever number sends them. */
    public static final String SIMULATOR_CARRIER = "simulator";

    /** In this order; the first refusal wins. */
    private static final List<Rule> RULES = List.of(
            RoutingPolicy::accountMayWork,
            RoutingPolicy::configurationSetExists,
            RoutingPolicy::protectConfigurationAllows,
            DestinationRules::hasCountry,
            DestinationRules::countryIsReached,
            ContentRules::canBeSent,
            DestinationRules::sandboxAllows,
            OriginationRule::someoneCanSend,
            ContentRules::followsTemplate,
            ChargeRules::priceIsWanted,
            ChargeRules::accountMaySpend,
            CallRules::accountMayCall);

    private final RoutingFacts facts;

    public RoutingPolicy(RoutingFacts facts) {
        this.facts = facts;
    }

    @FunctionalInterface
    private interface Rule {
        @Nullable
        Refused refusal(Draft draft);
    }

    /** Whether this is a call for the quotas of calls: those to simulator destinations reach nobody. */
    public static boolean countsAsCall(SendOrder order) {
        return order.channel() == Channel.VOICE
                && SimulatorDestinations.find(order.destination()).isEmpty();
    }

    /** The same order, the same resources and the same facts get the same answer. */
    public RoutingDecision decide(SendOrder order, AccountResources resources) {
        var simulator = SimulatorDestinations.find(order.destination());
        var country =
                simulator.isPresent() ? Optional.of(simulator.get().country()) : Countries.of(order.destination());
        var draft = new Draft(order, resources, facts, simulator.isPresent(), country);
        for (var rule : RULES) {
            var refused = rule.refusal(draft);
            if (refused != null) {
                return refused;
            }
        }
        return routed(draft);
    }

    private static Routed routed(Draft draft) {
        var origination = draft.origination();
        var stated = draft.statedType();
        var set = draft.configurationSet;
        var charge = draft.charge;
        return new Routed(
                origination.identity(),
                origination.settings(),
                origination.reason(),
                draft.toSimulator ? SIMULATOR_CARRIER : origination.identity().carrier(),
                draft.countryOrNone(),
                draft.encoding,
                draft.parts,
                stated == null ? origination.settings().messageType() : stated,
                charge.price(),
                charge.carrierFee(),
                set == null ? null : set.name());
    }

    private static @Nullable Refused accountMayWork(Draft draft) {
        return draft.profile.isSuspended()
                ? draft.refused(Refusal.ACCOUNT_SUSPENDED, "The account is suspended")
                : null;
    }

    private static @Nullable Refused configurationSetExists(Draft draft) {
        var named = draft.order.configurationSet();
        if (named == null) {
            return null;
        }
        var set = draft.resources.findNamed(ResourceKind.CONFIGURATION_SET, named);
        draft.configurationSet = set.orElse(null);
        return set.isPresent()
                ? null
                : draft.refused(
                        Refusal.CONFIGURATION_SET_NOT_FOUND,
                        "The configuration set does not exist",
                        ResourceKind.CONFIGURATION_SET,
                        named);
    }

    /** The protect configuration named in the request goes first, then that of the set, then the account's default. */
    private static @Nullable Refused protectConfigurationAllows(Draft draft) {
        var named = draft.order.protectConfiguration();
        if (named != null) {
            var protect = draft.resources.findNamed(ResourceKind.PROTECT_CONFIGURATION, named);
            return protect.isPresent()
                    ? blocked(draft, protect.get())
                    : draft.refused(
                            Refusal.PROTECT_CONFIGURATION_NOT_FOUND,
                            "The protect configuration does not exist",
                            ResourceKind.PROTECT_CONFIGURATION,
                            named);
        }
        var set = draft.configurationSet;
        var associated = set == null ? null : set.protectConfigurationId();
        if (associated != null) {
            var protect = draft.resources.find(ResourceKind.PROTECT_CONFIGURATION, associated);
            if (protect.isPresent()) {
                return blocked(draft, protect.get());
            }
        }
        for (var all = draft.resources.all(ResourceKind.PROTECT_CONFIGURATION).iterator(); all.hasNext(); ) {
            var protect = all.next();
            if (protect.accountDefault()) {
                return blocked(draft, protect);
            }
        }
        return null;
    }

    private static @Nullable Refused blocked(Draft draft, ProtectConfiguration protect) {
        var country = draft.country;
        if (country == null || protect.statusOf(draft.order.channel().capability(), country) != ProtectStatus.BLOCK) {
            return null;
        }
        return draft.refused(
                Refusal.DESTINATION_COUNTRY_BLOCKED,
                "The protect configuration blocks messages to " + country,
                ResourceKind.PROTECT_CONFIGURATION,
                protect.id());
    }
}
