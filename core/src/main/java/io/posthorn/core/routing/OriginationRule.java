package io.posthorn.core.routing;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.IdOrArn;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.routing.RoutingDecision.Refused;
import org.jspecify.annotations.Nullable;

/** Finds who sends: the number or the pool the sender named, else one of the account's numbers. */
final class OriginationRule {
    private static final String POOL_ID = "pool-";
    private static final String NUMBER_ID = "phone-";
    private static final String SENDER_ID = "sender-id";
    private static final String ARN = "arn:";

    private OriginationRule() {}

    static @Nullable Refused someoneCanSend(Draft draft) {
        var named = draft.order.originationIdentity();
        if (named == null) {
            return accountCanSend(draft);
        }
        if (names(named, ResourceKind.POOL, POOL_ID, draft)) {
            var pool = draft.resources.findNamed(ResourceKind.POOL, named);
            return pool.isPresent() ? poolCanSend(draft, pool.get()) : notFound(draft, ResourceKind.POOL.path(), named);
        }
        if (names(named, ResourceKind.PHONE_NUMBER, NUMBER_ID, draft)) {
            var number = draft.resources.findNamed(ResourceKind.PHONE_NUMBER, named);
            return number.isPresent()
                    ? numberCanSend(draft, number.get())
                    : notFound(draft, ResourceKind.PHONE_NUMBER.path(), named);
        }
        var wanted = PhoneNumber.parse(named);
        if (wanted.isEmpty()) {
            return notFound(draft, SENDER_ID, named);
        }
        var number = draft.resources.findNumber(wanted.get());
        return number.isPresent()
                ? numberCanSend(draft, number.get())
                : notFound(draft, ResourceKind.PHONE_NUMBER.path(), named);
    }

    /** Whether {@code text} is an id of this kind, or an ARN of it, be it of another account. */
    private static boolean names(String text, ResourceKind<?> kind, String idPrefix, Draft draft) {
        return text.startsWith(ARN)
                ? IdOrArn.idOf(text, kind, draft.resources.scope()).isPresent()
                        || text.contains(":" + kind.path() + "/")
                : text.startsWith(idPrefix);
    }

    private static Refused notFound(Draft draft, String resourceType, String named) {
        return draft.refused(
                Refusal.ORIGINATION_IDENTITY_NOT_FOUND, "The origination identity does not exist", resourceType, named);
    }

    private static @Nullable Refused numberCanSend(Draft draft, OriginationNumber number) {
        if (number.status() != NumberStatus.ACTIVE) {
            return refusedOf(draft, Refusal.ORIGINATION_IDENTITY_NOT_ACTIVE, ResourceKind.PHONE_NUMBER, number.id());
        }
        var refusal = unsuitable(draft, number);
        if (refusal != null) {
            return refusedOf(draft, refusal, ResourceKind.PHONE_NUMBER, number.id());
        }
        draft.sendFrom(number, OriginationReason.NAMED);
        return null;
    }

    /**
     * Takes the member the destination prefers among those that can serve. So a recipient sees the same number as long
     * as it can serve, and when it cannot, only its recipients see another one.
     */
    private static @Nullable Refused poolCanSend(Draft draft, Pool pool) {
        if (pool.status() != PoolStatus.ACTIVE) {
            return refusedOf(draft, Refusal.ORIGINATION_IDENTITY_NOT_ACTIVE, ResourceKind.POOL, pool.id());
        }
        var preference = new Preference(draft.order.destination());
        var favourite = preference.favourite(pool.members());
        if (favourite != null) {
            var number = draft.resources.find(ResourceKind.PHONE_NUMBER, favourite);
            if (number.isPresent() && whyNot(draft, number.get()) == null) {
                draft.sendFrom(number.get(), pool.settings(), OriginationReason.POOL_STICKINESS);
                return null;
            }
        }
        return anotherMemberCanSend(draft, pool, preference);
    }

    /** Looks at every member, which is some hundred times the work: for when the favourite cannot serve. */
    private static @Nullable Refused anotherMemberCanSend(Draft draft, Pool pool, Preference preference) {
        var closest = Refusal.NO_ORIGINATION_IDENTITY;
        OriginationNumber best = null;
        long bestWeight = Long.MIN_VALUE;
        long bestInactiveWeight = Long.MIN_VALUE;
        for (var member : pool.members()) {
            var number = draft.resources.find(ResourceKind.PHONE_NUMBER, member);
            if (number.isEmpty()) {
                continue;
            }
            long weight = preference.weight(member);
            var refusal = whyNot(draft, number.get());
            if (refusal == null) {
                if (best == null || weight > bestWeight) {
                    best = number.get();
                    bestWeight = weight;
                }
            } else {
                closest = closer(closest, refusal);
                if (refusal == Refusal.ORIGINATION_IDENTITY_NOT_ACTIVE) {
                    bestInactiveWeight = Math.max(bestInactiveWeight, weight);
                }
            }
        }
        if (best == null) {
            return refusedOf(draft, closest, ResourceKind.POOL, pool.id());
        }
        // A member that could never serve, such as one of another country, has not failed.
        draft.sendFrom(
                best,
                pool.settings(),
                bestInactiveWeight > bestWeight ? OriginationReason.POOL_FAILOVER : OriginationReason.POOL_STICKINESS);
        return null;
    }

    /** Why this number cannot send such a message now, or {@code null}. */
    private static @Nullable Refusal whyNot(Draft draft, OriginationNumber number) {
        var refusal = unsuitable(draft, number);
        return refusal == null && number.status() != NumberStatus.ACTIVE
                ? Refusal.ORIGINATION_IDENTITY_NOT_ACTIVE
                : refusal;
    }

    /** Of two reasons why no member of a pool can serve, the one that leaves less to be changed. */
    private static Refusal closer(Refusal one, Refusal other) {
        return distance(one) <= distance(other) ? one : other;
    }

    private static int distance(Refusal refusal) {
        return switch (refusal) {
            case ORIGINATION_IDENTITY_NOT_ACTIVE -> 0;
            case DESTINATION_NOT_SERVED -> 1;
            case CHANNEL_NOT_SUPPORTED -> 2;
            default -> 3;
        };
    }

    /**
     * Takes a number of the destination's own country before one that may send abroad, then one for this type of
     * message (transactional, where the sender does not say, as the service's user guide has it); among equals, the
     * recipient keeps seeing the same one.
     */
    private static @Nullable Refused accountCanSend(Draft draft) {
        var stated = draft.statedType();
        var type = stated == null ? MessageType.TRANSACTIONAL : stated;
        var preference = new Preference(draft.order.destination());
        OriginationNumber best = null;
        int bestRank = 0;
        long bestWeight = 0;
        for (var all = draft.resources.all(ResourceKind.PHONE_NUMBER).iterator(); all.hasNext(); ) {
            var number = all.next();
            if (whyNot(draft, number) != null) {
                continue;
            }
            int rank = (number.country().equals(draft.country) ? 2 : 0)
                    + (number.settings().messageType() == type ? 1 : 0);
            long weight = preference.weight(number.id());
            if (best == null || rank > bestRank || (rank == bestRank && weight > bestWeight)) {
                best = number;
                bestRank = rank;
                bestWeight = weight;
            }
        }
        if (best == null) {
            return draft.refused(
                    Refusal.NO_ORIGINATION_IDENTITY,
                    "The account has no active origination identity that can send to " + draft.country);
        }
        draft.sendFrom(best, OriginationReason.ACCOUNT_DEFAULT);
        return null;
    }

    /** Why this number can never send such a message, or {@code null}. */
    private static @Nullable Refusal unsuitable(Draft draft, OriginationNumber number) {
        if (!number.capabilities().contains(draft.order.channel().capability())) {
            return Refusal.CHANNEL_NOT_SUPPORTED;
        }
        boolean home = number.country().equals(draft.country);
        boolean serves = number.type() == NumberType.SIMULATOR
                ? home && draft.toSimulator
                : home || number.internationalSending();
        return serves ? null : Refusal.DESTINATION_NOT_SERVED;
    }

    private static Refused refusedOf(Draft draft, Refusal refusal, ResourceKind<?> kind, String id) {
        var detail =
                switch (refusal) {
                    case ORIGINATION_IDENTITY_NOT_ACTIVE -> "The origination identity is not active";
                    case CHANNEL_NOT_SUPPORTED ->
                        "The origination identity is not capable of "
                                + draft.order.channel().capability();
                    case DESTINATION_NOT_SERVED ->
                        "The origination identity cannot send to this destination in " + draft.country;
                    default -> "The pool has no origination identity";
                };
        return draft.refused(refusal, detail, kind, id);
    }
}
