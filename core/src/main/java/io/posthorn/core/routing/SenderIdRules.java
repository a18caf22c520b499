package io.posthorn.core.routing;

import io.posthorn.core.country.SenderIdSupport;
import io.posthorn.core.country.SharedIdentity;
import io.posthorn.core.operator.HeldSenderId;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SenderId;
import io.posthorn.core.routing.Originator.ChosenName;
import io.posthorn.core.routing.Originator.OwnName;
import io.posthorn.core.routing.Originator.SharedRoute;
import io.posthorn.core.routing.RoutingDecision.Refused;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.PartRates;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What recipients see of a message sent under a name, or from what accounts share: the guide's table of senders. */
final class SenderIdRules {
    /** Parameters that Indian carriers want with every message under a registered name. */
    static final List<String> INDIAN_PARAMETERS = List.of("IN_ENTITY_ID", "IN_TEMPLATE_ID");

    private static final String INDIA = "IN";

    /** What a name nobody has registered must look like: it takes more than digits. */
    private static final Pattern CHOSEN_NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9-]{3,11}");

    private SenderIdRules() {}

    /** Sends under a sender id of the account, as far as the country shows it. */
    static @Nullable Refused ownNameCanSend(Draft draft, SenderId senderId) {
        if (!senderId.country().equals(draft.country)) {
            return draft.refused(
                    Refusal.DESTINATION_NOT_SERVED,
                    "The sender id is for " + senderId.country() + ", the destination is in " + draft.country,
                    ResourceKind.SENDER_ID,
                    senderId.id());
        }
        var refusal = whyNot(draft, senderId);
        if (refusal == null) {
            draft.sendFrom(senderId, OriginationReason.NAMED);
            return null;
        }
        return switch (refusal) {
            case SENDER_ID_NOT_SUPPORTED -> withoutName(draft, senderId.name());
            case SENDER_ID_NOT_REGISTERED -> underGenericName(draft, senderId.name());
            case COUNTRY_PARAMETERS_MISSING -> sharedRoute(draft, draft.parametersMissing());
            case CHANNEL_NOT_SUPPORTED -> onlyTexts(draft, senderId.id());
            default ->
                draft.refused(
                        refusal,
                        "The sender id is not for messages of the type " + draft.type(),
                        ResourceKind.SENDER_ID,
                        senderId.id());
        };
    }

    /** Sends under a name the account has not asked for, where the country lets everybody choose. */
    static @Nullable Refused chosenNameCanSend(Draft draft, String name) {
        if (!CHOSEN_NAME.matcher(name).matches()) {
            return notFound(draft, name);
        }
        if (draft.order.channel() != Channel.TEXT) {
            return onlyTexts(draft, name);
        }
        var country = draft.countryFacts;
        if (country == null || country.senderIds() == SenderIdSupport.NOT_SUPPORTED) {
            return withoutName(draft, name);
        }
        if (country.showsOnlyRegisteredNames()) {
            return underGenericName(draft, name);
        }
        var carrier = carrier(draft, draft.facts.connections().forChosenName(name, draft.countryOrNone()));
        if (carrier.isEmpty()) {
            return notFound(draft, name);
        }
        draft.sendFrom(new ChosenName(name, draft.countryOrNone(), carrier.get()), OriginationReason.NAMED);
        return null;
    }

    /** Why this sender id cannot be what the recipient sees, or {@code null}. */
    static @Nullable Refusal whyNot(Draft draft, SenderId senderId) {
        var country = draft.countryFacts;
        if (draft.order.channel() != Channel.TEXT) {
            return Refusal.CHANNEL_NOT_SUPPORTED;
        }
        if (!senderId.country().equals(draft.country)) {
            return Refusal.DESTINATION_NOT_SERVED;
        }
        if (country == null || country.senderIds() == SenderIdSupport.NOT_SUPPORTED) {
            return Refusal.SENDER_ID_NOT_SUPPORTED;
        }
        var held = terms(draft, senderId);
        var mustBeRegistered = country.showsOnlyRegisteredNames()
                || (held.isPresent() && held.get().registrationRequired());
        if (mustBeRegistered && !senderId.registered()) {
            return Refusal.SENDER_ID_NOT_REGISTERED;
        }
        if (draft.statedType() != null && !senderId.messageTypes().contains(draft.type())) {
            return Refusal.MESSAGE_TYPE_MISMATCH;
        }
        return country.code().equals(INDIA)
                        && !draft.order.destinationCountryParameters().keySet().containsAll(INDIAN_PARAMETERS)
                ? Refusal.COUNTRY_PARAMETERS_MISSING
                : null;
    }

    /**
     * A sender id of the account with the carrier the operator has settled on; else with that it was requested with.
     */
    static OwnName ownName(Draft draft, SenderId senderId) {
        return new OwnName(
                senderId, terms(draft, senderId).map(HeldSenderId::carrier).orElse(senderId.carrier()));
    }

    /** Message parts per second: what the operator has agreed on with the carrier, else that of all sender ids. */
    static int rate(Draft draft, SenderId senderId) {
        return terms(draft, senderId).map(HeldSenderId::partsPerSecond).orElse(PartRates.SENDER_ID);
    }

    private static Optional<HeldSenderId> terms(Draft draft, SenderId senderId) {
        return draft.facts.connections().terms(senderId.name(), senderId.country());
    }

    /** An identity that all accounts share, if the country has one. */
    static Optional<SharedRoute> shared(Draft draft) {
        var country = draft.countryFacts;
        if (country == null || draft.order.channel() != Channel.TEXT) {
            return Optional.empty();
        }
        var code = draft.countryOrNone();
        return switch (country.sharedIdentity()) {
            case NONE -> Optional.empty();
            case NAME, NUMBER ->
                carrier(draft, draft.facts.connections().forSharedRoutes(code))
                        .map(carrier -> new SharedRoute(
                                shownBy(country.sharedIdentity(), country.genericName()), code, carrier));
        };
    }

    private static String shownBy(SharedIdentity identity, String genericName) {
        return identity == SharedIdentity.NAME ? genericName : SharedRoute.NUMBER_OF_CARRIERS_CHOICE;
    }

    /** Simulator destinations take everything. */
    private static Optional<String> carrier(Draft draft, Optional<String> connection) {
        return draft.toSimulator ? Optional.of(RoutingPolicy.SIMULATOR_CARRIER) : connection;
    }

    /** Where the country shows no names, a number of the account serves, else a shared one. */
    private static @Nullable Refused withoutName(Draft draft, String name) {
        var number = OriginationRule.numberAtHome(draft);
        if (number.isPresent()) {
            draft.sendFrom(number.get(), OriginationReason.SENDER_ID_NOT_SHOWN);
            return null;
        }
        return sharedRoute(
                draft,
                draft.refused(
                        Refusal.SENDER_ID_NOT_SUPPORTED,
                        "Recipients in " + draft.country + " cannot be shown a sender id",
                        ResourceKind.SENDER_ID,
                        name));
    }

    /** Where a name has to be registered, another stands in the place of one that is not. */
    private static @Nullable Refused underGenericName(Draft draft, String name) {
        var shared = shared(draft);
        if (shared.isEmpty()) {
            return draft.refused(
                    Refusal.SENDER_ID_NOT_REGISTERED,
                    "Recipients in " + draft.country + " are shown registered sender ids only",
                    ResourceKind.SENDER_ID,
                    name);
        }
        draft.sendFrom(shared.get(), OriginationReason.SENDER_ID_NOT_REGISTERED);
        return null;
    }

    private static @Nullable Refused sharedRoute(Draft draft, Refused otherwise) {
        var shared = shared(draft);
        if (shared.isEmpty()) {
            return otherwise;
        }
        draft.sendFrom(shared.get(), OriginationReason.SHARED_ROUTE);
        return null;
    }

    private static Refused onlyTexts(Draft draft, String id) {
        return draft.refused(
                Refusal.CHANNEL_NOT_SUPPORTED, "A sender id carries texts only", ResourceKind.SENDER_ID, id);
    }

    private static Refused notFound(Draft draft, String name) {
        return draft.refused(
                Refusal.ORIGINATION_IDENTITY_NOT_FOUND,
                "The origination identity does not exist",
                ResourceKind.SENDER_ID,
                name);
    }
}
