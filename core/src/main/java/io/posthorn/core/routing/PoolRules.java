package io.posthorn.core.routing;

import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SenderId;
import io.posthorn.core.routing.Originator.DedicatedNumber;
import io.posthorn.core.routing.RoutingDecision.Refused;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.PartRates;
import org.jspecify.annotations.Nullable;

/**
 * Finds the member of a pool that sends: the one the destination prefers among those that can serve. So a recipient
 * sees the same number as long as it can serve, and when it cannot, only its recipients see another one. A member that
 * does not fare well stands back for those that do. Each member gets as many recipients as its rate deserves.
 */
final class PoolRules {
    /** The rate of simulator numbers is a setting; among themselves they are equal. */
    private static final PartRates RATES = new PartRates(10);

    private static final String NUMBER_ID = "phone-";

    private PoolRules() {}

    static @Nullable Refused poolCanSend(Draft draft, Pool pool) {
        if (pool.status() != PoolStatus.ACTIVE) {
            return OriginationRule.refusedOf(
                    draft, Refusal.ORIGINATION_IDENTITY_NOT_ACTIVE, ResourceKind.POOL, pool.id());
        }
        var choice = new Choice(draft);
        var members = pool.members();
        for (int i = 0; i < members.size(); i++) {
            choice.consider(members.get(i));
        }
        var best = choice.best();
        if (best != null) {
            draft.sendFrom(best.identity, pool.settings(), choice.reason(best));
            return null;
        }
        var shared = pool.sharedRoutes() ? SenderIdRules.shared(draft) : null;
        if (shared != null && shared.isPresent()) {
            draft.sendFrom(shared.get(), pool.settings(), OriginationReason.SHARED_ROUTE);
            return null;
        }
        return choice.closest == Refusal.COUNTRY_PARAMETERS_MISSING
                ? draft.parametersMissing()
                : OriginationRule.refusedOf(draft, choice.closest, ResourceKind.POOL, pool.id());
    }

    /**
     * Message parts per second of a number: what the operator has agreed on with the carrier, else that of its type.
     */
    static int rate(Draft draft, OriginationNumber number) {
        var agreed = number.partsPerSecond();
        return agreed != null && draft.order.channel() != Channel.VOICE ? agreed : rateOfType(draft, number);
    }

    private static int rateOfType(Draft draft, OriginationNumber number) {
        return RATES.of(number.type(), draft.countryOrNone(), draft.order.channel());
    }

    /** A member that can serve. */
    private record Candidate(Originator identity, boolean atHome, double score) {

        /** An identity of the destination's own country goes before one that may send abroad. */
        boolean isBetterThan(@Nullable Candidate other) {
            return other == null || (atHome == other.atHome ? score > other.score : atHome);
        }
    }

    /** The best members so far. */
    private static final class Choice {
        private final Draft draft;
        private final Preference preference;
        private @Nullable Candidate bestWell;
        private @Nullable Candidate bestUnwell;
        private Refusal closest = Refusal.NO_ORIGINATION_IDENTITY;
        private double bestInactiveScore = Double.NEGATIVE_INFINITY;

        Choice(Draft draft) {
            this.draft = draft;
            this.preference = new Preference(draft.order.destination());
        }

        void consider(String member) {
            if (member.startsWith(NUMBER_ID)) {
                var number = draft.resources.find(ResourceKind.PHONE_NUMBER, member);
                if (number.isPresent()) {
                    consider(number.get());
                }
            } else {
                var senderId = draft.resources.find(ResourceKind.SENDER_ID, member);
                if (senderId.isPresent()) {
                    consider(senderId.get());
                }
            }
        }

        private void consider(OriginationNumber number) {
            var refusal = NumberRules.whyNot(draft, number);
            if (refusal != null && refusal != Refusal.ORIGINATION_IDENTITY_NOT_ACTIVE) {
                closest = closer(closest, refusal);
                return;
            }
            double score = preference.score(number.id(), rate(draft, number));
            if (refusal != null) {
                closest = closer(closest, refusal);
                bestInactiveScore = Math.max(bestInactiveScore, score);
                return;
            }
            consider(new Candidate(new DedicatedNumber(number), NumberRules.isAtHome(draft, number), score));
        }

        private void consider(SenderId senderId) {
            var refusal = SenderIdRules.whyNot(draft, senderId);
            if (refusal != null) {
                closest = closer(closest, refusal);
                return;
            }
            consider(new Candidate(
                    SenderIdRules.ownName(draft, senderId),
                    true,
                    preference.score(senderId.id(), SenderIdRules.rate(draft, senderId))));
        }

        private void consider(Candidate candidate) {
            if (!candidate.isBetterThan(bestWell)) {
                return;
            }
            if (draft.facts.health().isWell(draft.order.scope().account(), candidate.identity)) {
                bestWell = candidate;
            } else if (candidate.isBetterThan(bestUnwell)) {
                bestUnwell = candidate;
            }
        }

        /** Where nobody fares well, waiting for the one the recipient knows is as good as for any other. */
        @Nullable
        Candidate best() {
            return bestWell == null ? bestUnwell : bestWell;
        }

        /** A member that could never serve, such as one of another country, has not failed. */
        OriginationReason reason(Candidate best) {
            var stoodBack = bestUnwell == null ? Double.NEGATIVE_INFINITY : bestUnwell.score;
            return Math.max(bestInactiveScore, stoodBack) > best.score
                    ? OriginationReason.POOL_FAILOVER
                    : OriginationReason.POOL_STICKINESS;
        }

        /** Of two reasons why no member of a pool can serve, the one that leaves less to be changed. */
        private static Refusal closer(Refusal one, Refusal other) {
            return distance(one) <= distance(other) ? one : other;
        }

        private static int distance(Refusal refusal) {
            return switch (refusal) {
                case ORIGINATION_IDENTITY_NOT_ACTIVE -> 0;
                case COUNTRY_PARAMETERS_MISSING, MESSAGE_TYPE_MISMATCH -> 1;
                case SENDER_ID_NOT_REGISTERED -> 2;
                case DESTINATION_NOT_SERVED -> 3;
                case SENDER_ID_NOT_SUPPORTED -> 4;
                case CHANNEL_NOT_SUPPORTED -> 5;
                default -> 6;
            };
        }
    }
}
