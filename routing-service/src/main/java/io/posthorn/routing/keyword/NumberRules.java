package io.posthorn.routing.keyword;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.Keywords;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.ResourceKind;

/** What holds for messages to a number: in a pool, the pool's keywords and settings. */
record NumberRules(Keywords keywords, IdentitySettings settings) {

    static NumberRules of(OriginationNumber number, AccountResources account) {
        var own = Keywords.of(number);
        var poolId = number.poolId();
        if (poolId == null) {
            return new NumberRules(own, number.settings());
        }
        return account.find(ResourceKind.POOL, poolId)
                // Who handles opt-outs depends on the number, wherever it is.
                .map(pool -> new NumberRules(new Keywords(pool.id(), own.optOutsByCarrier()), pool.settings()))
                .orElseGet(() -> new NumberRules(own, number.settings()));
    }
}
