package io.posthorn.registration.origination;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Pool;

/** A pool and the origination identity that joined or left it. */
record MembershipOutput(
        String poolArn,
        String poolId,
        String originationIdentityArn,
        String originationIdentity,
        String isoCountryCode) {

    static MembershipOutput of(AccountResources account, Pool pool, PoolMember member) {
        return new MembershipOutput(
                account.arnOf(pool), pool.id(), account.arnOf(member.resource()), member.named(), member.country());
    }
}
