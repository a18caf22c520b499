package io.posthorn.core.routing;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.IdOrArn;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SenderId;
import io.posthorn.core.routing.RoutingDecision.Refused;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds who sends: the number, sender id or pool the sender named, else one of the account's identities. */
final class OriginationRule {
    private static final String POOL_ID = "pool-";
    private static final String NUMBER_ID = "phone-";
    private static final String ARN = "arn:";

    private OriginationRule() {}

    static @Nullable Refused someoneCanSend(Draft draft) {
        var named = draft.order.originationIdentity();
        if (named == null) {
            return accountCanSend(draft);
        }
        if (names(named, ResourceKind.POOL, POOL_ID, draft)) {
            var pool = draft.resources.findNamed(ResourceKind.POOL, named);
            return pool.isPresent()
                    ? PoolRules.poolCanSend(draft, pool.get())
                    : notFound(draft, ResourceKind.POOL, named);
        }
        if (names(named, ResourceKind.PHONE_NUMBER, NUMBER_ID, draft)) {
            var number = draft.resources.findNamed(ResourceKind.PHONE_NUMBER, named);
            return number.isPresent()
                    ? numberCanSend(draft, number.get())
                    : notFound(draft, ResourceKind.PHONE_NUMBER, named);
        }
        return named.startsWith(ARN) ? senderIdArnCanSend(draft, named) : textCanSend(draft, named);
    }

    /** A number of the account in the destination's country that can send the message now. */
    static Optional<OriginationNumber> numberAtHome(Draft draft) {
        var number = bestNumber(draft);
        return number != null && NumberRules.isAtHome(draft, number) ? Optional.of(number) : Optional.empty();
    }

    /** Whether {@code text} is an id of this kind, or an ARN of it, be it of another account. */
    private static boolean names(String text, ResourceKind<?> kind, String idPrefix, Draft draft) {
        return text.startsWith(ARN)
                ? IdOrArn.idOf(text, kind, draft.resources.scope()).isPresent()
                        || text.contains(":" + kind.path() + "/")
                : text.startsWith(idPrefix);
    }

    private static Refused notFound(Draft draft, ResourceKind<?> kind, String named) {
        return draft.refused(
                Refusal.ORIGINATION_IDENTITY_NOT_FOUND, "The origination identity does not exist", kind, named);
    }

    private static @Nullable Refused senderIdArnCanSend(Draft draft, String arn) {
        var senderId = draft.resources.findNamed(ResourceKind.SENDER_ID, arn);
        return senderId.isPresent()
                ? SenderIdRules.ownNameCanSend(draft, senderId.get())
                : notFound(draft, ResourceKind.SENDER_ID, arn);
    }

    /** Neither an id nor an ARN: what the recipient is to see. Some sender ids look like numbers. */
    private static @Nullable Refused textCanSend(Draft draft, String shown) {
        var asNumber = PhoneNumber.parse(shown);
        var number = asNumber.flatMap(draft.resources::findNumber);
        if (number.isPresent()) {
            return numberCanSend(draft, number.get());
        }
        var senderId = draft.resources.find(ResourceKind.SENDER_ID, SenderId.id(shown, draft.countryOrNone()));
        if (senderId.isPresent()) {
            return SenderIdRules.ownNameCanSend(draft, senderId.get());
        }
        return asNumber.isPresent()
                ? notFound(draft, ResourceKind.PHONE_NUMBER, shown)
                : SenderIdRules.chosenNameCanSend(draft, shown);
    }

    private static @Nullable Refused numberCanSend(Draft draft, OriginationNumber number) {
        var refusal = number.status() == NumberStatus.ACTIVE
                ? NumberRules.unsuitable(draft, number)
                : Refusal.ORIGINATION_IDENTITY_NOT_ACTIVE;
        if (refusal != null) {
            return refusedOf(draft, refusal, ResourceKind.PHONE_NUMBER, number.id());
        }
        draft.sendFrom(number, OriginationReason.NAMED);
        return null;
    }

    /**
     * A number of the destination's own country goes first; then a sender id the account has there, if it can the one
     * that the configuration set names; then the configuration set's, though the account does not have it; then a
     * number that may send abroad; then what all accounts share.
     */
    private static @Nullable Refused accountCanSend(Draft draft) {
        var number = bestNumber(draft);
        if (number != null && NumberRules.isAtHome(draft, number)) {
            draft.sendFrom(number, OriginationReason.ACCOUNT_DEFAULT);
            return null;
        }
        if (configurationSetHasOwnName(draft)) {
            return null;
        }
        var senderId = ownSenderId(draft);
        if (senderId.isPresent()) {
            draft.sendFrom(senderId.get(), OriginationReason.ACCOUNT_SENDER_ID);
            return null;
        }
        if (configurationSetHasChosenName(draft)) {
            return null;
        }
        if (number != null) {
            draft.sendFrom(number, OriginationReason.ACCOUNT_DEFAULT);
            return null;
        }
        var shared = SenderIdRules.shared(draft);
        if (shared.isPresent()) {
            draft.sendFrom(shared.get(), OriginationReason.SHARED_ROUTE);
            return null;
        }
        return draft.refused(
                Refusal.NO_ORIGINATION_IDENTITY,
                "The account has no active origination identity that can send to " + draft.country);
    }

    /**
     * Takes a number of the destination's own country before one that may send abroad, then one for this type of
     * message (transactional, where the sender does not say, as the service's user guide has it); among equals, the
     * recipient keeps seeing the same one.
     */
    private static @Nullable OriginationNumber bestNumber(Draft draft) {
        var type = draft.type();
        var preference = new Preference(draft.order.destination());
        OriginationNumber best = null;
        int bestRank = 0;
        double bestScore = 0;
        for (var all = draft.resources.all(ResourceKind.PHONE_NUMBER).iterator(); all.hasNext(); ) {
            var number = all.next();
            if (NumberRules.whyNot(draft, number) != null) {
                continue;
            }
            int rank = (NumberRules.isAtHome(draft, number) ? 2 : 0)
                    + (number.settings().messageType() == type ? 1 : 0);
            double score = preference.score(number.id(), PoolRules.rate(draft, number));
            if (best == null || rank > bestRank || (rank == bestRank && score > bestScore)) {
                best = number;
                bestRank = rank;
                bestScore = score;
            }
        }
        return best;
    }

    /** A sender id of the account that recipients in the country are shown: a registered one goes first. */
    private static Optional<SenderId> ownSenderId(Draft draft) {
        SenderId best = null;
        for (var all = draft.resources.all(ResourceKind.SENDER_ID).iterator(); all.hasNext(); ) {
            var senderId = all.next();
            if (SenderIdRules.whyNot(draft, senderId) == null
                    && (best == null || (senderId.registered() && !best.registered()))) {
                best = senderId;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether the configuration set's default is a sender id of the account that the country shows. */
    private static boolean configurationSetHasOwnName(Draft draft) {
        var name = defaultName(draft);
        if (name == null) {
            return false;
        }
        var own = draft.resources
                .find(ResourceKind.SENDER_ID, SenderId.id(name, draft.countryOrNone()))
                .filter(senderId -> SenderIdRules.whyNot(draft, senderId) == null);
        own.ifPresent(senderId -> draft.sendFrom(senderId, OriginationReason.CONFIGURATION_SET_SENDER_ID));
        return own.isPresent();
    }

    /** Whether the configuration set has a default that the country shows without further ado. */
    private static boolean configurationSetHasChosenName(Draft draft) {
        var name = defaultName(draft);
        if (name == null
                || SenderIdRules.chosenNameCanSend(draft, name) != null
                || draft.origination().reason() != OriginationReason.NAMED) {
            return false;
        }
        draft.sendFrom(draft.origination().identity(), OriginationReason.CONFIGURATION_SET_SENDER_ID);
        return true;
    }

    private static @Nullable String defaultName(Draft draft) {
        var set = draft.configurationSet;
        return set == null ? null : set.defaultSenderId();
    }

    static Refused refusedOf(Draft draft, Refusal refusal, ResourceKind<?> kind, String id) {
        var detail =
                switch (refusal) {
                    case ORIGINATION_IDENTITY_NOT_ACTIVE -> "The origination identity is not active";
                    case CHANNEL_NOT_SUPPORTED ->
                        "The origination identity is not capable of "
                                + draft.order.channel().capability();
                    case DESTINATION_NOT_SERVED ->
                        "The origination identity cannot send to this destination in " + draft.country;
                    case SENDER_ID_NOT_SUPPORTED, SENDER_ID_NOT_REGISTERED ->
                        "Recipients in " + draft.country + " are not shown the pool's sender ids";
                    case MESSAGE_TYPE_MISMATCH ->
                        "The origination identity is not for messages of the type " + draft.type();
                    default -> "The pool has no origination identity";
                };
        return draft.refused(refusal, detail, kind, id);
    }
}
