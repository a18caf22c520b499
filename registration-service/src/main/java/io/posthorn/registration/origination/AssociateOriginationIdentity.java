package io.posthorn.registration.origination;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import org.jspecify.annotations.Nullable;

/** Adds an origination identity to a pool; its settings have to be those of the pool, and it may be in no other. */
public record AssociateOriginationIdentity(
        String poolId, String originationIdentity, @Nullable String isoCountryCode) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.POOL,
                poolId,
                pool -> PoolMembership.givenIdentity(
                        account,
                        originationIdentity,
                        isoCountryCode,
                        member -> PoolMembership.obstacle(member)
                                .or(() -> PoolMembership.obstacle(account, pool, member, context))
                                .orElseGet(() -> Decision.changed(
                                        MembershipOutput.of(account, pool, member),
                                        new Change.Put(member.inPool(pool.id())),
                                        new Change.Put(
                                                pool.with(member.resource().id()))))));
    }
}
