package io.posthorn.registration.origination;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import org.jspecify.annotations.Nullable;

/** Removes an origination identity from its pool, unless it is the last: a pool is never empty. */
public record DisassociateOriginationIdentity(
        String poolId, String originationIdentity, @Nullable String isoCountryCode) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.POOL,
                poolId,
                pool -> PoolMembership.givenIdentity(account, originationIdentity, isoCountryCode, member -> {
                    if (!pool.id().equals(member.poolId())) {
                        return Decision.conflict(ConflictReason.PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL, member.resource());
                    }
                    if (pool.members().size() == 1) {
                        return Decision.conflict(ConflictReason.LAST_PHONE_NUMBER, member.resource());
                    }
                    return Decision.changed(
                            MembershipOutput.of(account, pool, member),
                            new Change.Put(member.inPool(null)),
                            new Change.Put(pool.without(member.resource().id())));
                }));
    }
}
