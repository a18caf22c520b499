package io.posthorn.registration.origination;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.country.CountryFacts;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.Keyword;
import io.posthorn.core.resource.Keywords;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.TwoWay;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules about who may be in which pool. Numbers must have the settings of the pool. Sender ids have none besides
 * the types of message they are for: nothing comes in for them.
 */
final class PoolMembership {
    private static final String COUNTRY = "IsoCountryCode";

    private PoolMembership() {}

    /** Goes on with the origination identity a request names by id, ARN, name or the number itself. */
    static Decision givenIdentity(
            AccountResources account,
            String identity,
            @Nullable String country,
            Function<PoolMember, Decision> decide) {
        var number = OriginationIdentities.number(account, identity);
        if (number.isPresent()) {
            return given(new PoolMember.OfNumber(number.get()), country, decide);
        }
        var senderIds = OriginationIdentities.senderIds(account, identity, country);
        return switch (senderIds.size()) {
            case 0 -> Decision.notFound(OriginationIdentities.meant(identity), identity);
            case 1 -> given(new PoolMember.OfSenderId(senderIds.getFirst()), country, decide);
            default ->
                Decision.invalid(
                        ValidationReason.MISSING_PARAMETER,
                        COUNTRY,
                        "is needed: there is such a sender id in several countries");
        };
    }

    private static Decision given(PoolMember member, @Nullable String country, Function<PoolMember, Decision> decide) {
        return country == null || country.equals(member.country())
                ? decide.apply(member)
                : Decision.invalid(
                        ValidationReason.COUNTRY_CODE_MISMATCH,
                        COUNTRY,
                        "is not the country of the origination identity");
    }

    /** Why an identity cannot join any pool now, if it cannot. */
    static Optional<Decision> obstacle(PoolMember member) {
        if (member.poolId() != null) {
            return Optional.of(Decision.conflict(member.inAnotherPool(), member.resource()));
        }
        return switch (member) {
            case PoolMember.OfNumber of ->
                of.number().status() == NumberStatus.ACTIVE
                        ? Optional.empty()
                        : Optional.of(Decision.conflict(ConflictReason.RESOURCE_NOT_ACTIVE, of.number()));
            case PoolMember.OfSenderId of ->
                of.senderId().registered()
                                || CountryFacts.of(of.senderId().country())
                                        .filter(CountryFacts::showsOnlyRegisteredNames)
                                        .isEmpty()
                        ? Optional.empty()
                        : Optional.of(Decision.invalid(
                                ValidationReason.SENDER_ID_NOT_REGISTERED,
                                "OriginationIdentity",
                                "is not registered, which its country asks for"));
        };
    }

    /** Why this identity cannot join this pool now, if it cannot. */
    static Optional<Decision> obstacle(
            AccountResources account, Pool pool, PoolMember member, DecisionContext context) {
        return switch (member) {
            case PoolMember.OfNumber of ->
                obstacle(pool, of.number().settings(), context)
                        .or(() -> sameKeywords(account, pool, Keywords.of(of.number()))
                                ? Optional.empty()
                                : Optional.of(Decision.conflict(ConflictReason.KEYWORD_MISMATCH, pool)));
            case PoolMember.OfSenderId of ->
                of.isFor(pool.settings().messageType())
                        ? fullOrNotActive(pool, context)
                        : Optional.of(Decision.conflict(ConflictReason.MESSAGE_TYPE_MISMATCH, pool));
        };
    }

    /** Why an identity with these settings cannot join this pool now, if it cannot. */
    static Optional<Decision> obstacle(Pool pool, IdentitySettings settings, DecisionContext context) {
        var mismatch = pool.status() == PoolStatus.ACTIVE
                ? mismatch(pool.settings(), settings)
                : Optional.<ConflictReason>empty();
        return mismatch.isPresent()
                ? mismatch.map(reason -> Decision.conflict(reason, pool))
                : fullOrNotActive(pool, context);
    }

    private static Optional<Decision> fullOrNotActive(Pool pool, DecisionContext context) {
        if (pool.status() != PoolStatus.ACTIVE) {
            return Optional.of(Decision.conflict(ConflictReason.RESOURCE_NOT_ACTIVE, pool));
        }
        return pool.members().size() >= context.quotas().originationIdentitiesPerPool()
                ? Optional.of(Decision.quotaExceeded(QuotaReason.ORIGINATION_IDENTITIES_PER_POOL))
                : Optional.empty();
    }

    private static boolean sameKeywords(AccountResources account, Pool pool, Keywords ofNumber) {
        return ids(account, pool, Keywords.of(pool)).equals(ids(account, pool, ofNumber));
    }

    /** The keywords as they would be on the pool; how they are written makes no difference, what they do does. */
    private static List<List<String>> ids(AccountResources account, Pool pool, Keywords keywords) {
        return keywords.added(account)
                .map(keyword -> List.of(
                        Keyword.id(pool.id(), keyword.text()),
                        keyword.message(),
                        keyword.action().name()))
                .toList();
    }

    private static Optional<ConflictReason> mismatch(IdentitySettings pool, IdentitySettings identity) {
        if (pool.messageType() != identity.messageType()) {
            return Optional.of(ConflictReason.MESSAGE_TYPE_MISMATCH);
        }
        if (!pool.optOutListName().equals(identity.optOutListName())) {
            return Optional.of(ConflictReason.OPT_OUT_LIST_MISMATCH);
        }
        if (!effective(pool.twoWay()).equals(effective(identity.twoWay()))) {
            return Optional.of(ConflictReason.TWO_WAY_CONFIG_MISMATCH);
        }
        return pool.selfManagedOptOuts() == identity.selfManagedOptOuts()
                ? Optional.empty()
                : Optional.of(ConflictReason.SELF_MANAGED_OPT_OUTS_MISMATCH);
    }

    /** A channel that is noted but turned off makes no difference. */
    private static TwoWay effective(TwoWay twoWay) {
        return twoWay.enabled() ? twoWay : TwoWay.OFF;
    }
}
