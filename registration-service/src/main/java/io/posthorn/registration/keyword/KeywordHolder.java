package io.posthorn.registration.keyword;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Keywords;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.origination.OriginationIdentities;
import java.util.function.Function;

/**
 * A number or pool whose keywords can be changed now.
 *
 * @param arn of the number or pool
 * @param quota what says that it has too many
 */
record KeywordHolder(String arn, Keywords keywords, QuotaReason quota) {
    private static final String POOL_ID = "pool-";
    private static final String POOL_ARN_PART = ":pool/";

    /** Goes on with the number or pool a request names, unless its keywords are those of something else. */
    static Decision given(AccountResources account, String identity, Function<KeywordHolder, Decision> decide) {
        var pool = account.findNamed(ResourceKind.POOL, identity);
        if (pool.isPresent()) {
            return pool.get().status() == PoolStatus.ACTIVE
                    ? decide.apply(new KeywordHolder(
                            account.arnOf(pool.get()), Keywords.of(pool.get()), QuotaReason.KEYWORDS_PER_POOL))
                    : Decision.conflict(ConflictReason.RESOURCE_NOT_ACTIVE, pool.get());
        }
        var number = OriginationIdentities.number(account, identity);
        if (number.isPresent()) {
            // While it is in a pool, the pool's keywords hold.
            return number.get().poolId() == null
                    ? decide.apply(new KeywordHolder(
                            account.arnOf(number.get()),
                            Keywords.of(number.get()),
                            QuotaReason.KEYWORDS_PER_PHONE_NUMBER))
                    : Decision.conflict(ConflictReason.PHONE_NUMBER_ASSOCIATED_TO_POOL, number.get());
        }
        return Decision.notFound(
                identity.startsWith(POOL_ID) || identity.contains(POOL_ARN_PART)
                        ? ResourceType.POOL
                        : ResourceType.PHONE_NUMBER,
                identity);
    }
}
