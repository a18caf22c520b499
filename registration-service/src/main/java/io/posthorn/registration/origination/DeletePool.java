package io.posthorn.registration.origination;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.output.PoolOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Keywords;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.util.ArrayList;

/**
 * Deletes a pool with its keywords; its members stay in the account. The API reference disassociates whatever members
 * are left, the guide wants them removed before: here the API reference holds, because clients rely on it.
 */
public record DeletePool(String poolId) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(account, ResourceKind.POOL, poolId, pool -> {
            if (pool.status() != PoolStatus.ACTIVE) {
                return Decision.conflict(ConflictReason.RESOURCE_NOT_ACTIVE, pool);
            }
            if (pool.deletionProtection()) {
                return Decision.conflict(ConflictReason.DELETION_PROTECTION_ENABLED, pool);
            }
            var changes = new ArrayList<Change>();
            for (var id : pool.members()) {
                account.find(ResourceKind.PHONE_NUMBER, id)
                        .ifPresent(number -> changes.add(new Change.Put(number.inPool(null))));
                account.find(ResourceKind.SENDER_ID, id)
                        .ifPresent(senderId -> changes.add(new Change.Put(senderId.inPool(null))));
            }
            Keywords.of(pool).added(account).forEach(keyword -> changes.add(new Change.Remove(keyword)));
            changes.add(new Change.Remove(pool));
            return new Decision.Changed(changes, PoolOutput.of(account.scope(), pool.inStatus(PoolStatus.DELETING)));
        });
    }
}
