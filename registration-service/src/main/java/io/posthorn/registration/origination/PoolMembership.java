package io.posthorn.registration.origination;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.TwoWay;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules about who may be in which pool. */
final class PoolMembership {
    private static final String SENDER_ID = ":sender-id/";

    private PoolMembership() {}

    /** Goes on with the origination identity a request names by id, ARN or the number itself. */
    static Decision givenIdentity(
            AccountResources account,
            String identity,
            @Nullable String country,
            Function<OriginationNumber, Decision> decide) {
        return account.findNamed(ResourceKind.PHONE_NUMBER, identity)
                .or(() -> account.all(ResourceKind.PHONE_NUMBER)
                        .filter(number -> number.number().value().equals("+" + identity))
                        .findFirst())
                .map(number -> country == null || country.equals(number.country())
                        ? decide.apply(number)
                        : Decision.invalid(
                                ValidationReason.COUNTRY_CODE_MISMATCH,
                                "IsoCountryCode",
                                "is not the country of the origination identity"))
                .orElseGet(() -> Decision.notFound(
                        identity.contains(SENDER_ID) ? ResourceType.SENDER_ID : ResourceType.PHONE_NUMBER, identity));
    }

    /** Why a number cannot join any pool now, if it cannot. */
    static Optional<Decision> obstacle(OriginationNumber number) {
        if (number.status() != NumberStatus.ACTIVE) {
            return Optional.of(Decision.conflict(ConflictReason.RESOURCE_NOT_ACTIVE, number));
        }
        if (number.poolId() != null) {
            return Optional.of(Decision.conflict(ConflictReason.PHONE_NUMBER_ASSOCIATED_TO_POOL, number));
        }
        return Optional.empty();
    }

    /** Why an identity with these settings cannot join this pool now, if it cannot. */
    static Optional<Decision> obstacle(Pool pool, IdentitySettings settings, DecisionContext context) {
        if (pool.status() != PoolStatus.ACTIVE) {
            return Optional.of(Decision.conflict(ConflictReason.RESOURCE_NOT_ACTIVE, pool));
        }
        var mismatch = mismatch(pool.settings(), settings);
        if (mismatch.isPresent()) {
            return mismatch.map(reason -> Decision.conflict(reason, pool));
        }
        return pool.members().size() >= context.quotas().originationIdentitiesPerPool()
                ? Optional.of(Decision.quotaExceeded(QuotaReason.ORIGINATION_IDENTITIES_PER_POOL))
                : Optional.empty();
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
