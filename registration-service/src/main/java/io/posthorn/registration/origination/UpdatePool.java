package io.posthorn.registration.origination;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.output.PoolOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import org.jspecify.annotations.Nullable;

/** Changes the settings of a pool, which are those of its members while they are in it. */
public record UpdatePool(
        String poolId,
        @Nullable Boolean twoWayEnabled,
        @Nullable String twoWayChannelArn,
        @Nullable String twoWayChannelRole,
        @Nullable Boolean selfManagedOptOutsEnabled,
        @Nullable String optOutListName,
        @Nullable Boolean sharedRoutesEnabled,
        @Nullable Boolean deletionProtectionEnabled)
        implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        var update = new SettingsUpdate(
                twoWayEnabled, twoWayChannelArn, twoWayChannelRole, selfManagedOptOutsEnabled, optOutListName);
        return Decision.given(account, ResourceKind.POOL, poolId, pool -> {
            if (pool.status() != PoolStatus.ACTIVE) {
                return Decision.conflict(ConflictReason.RESOURCE_NOT_ACTIVE, pool);
            }
            return update.applyTo(pool.settings(), account, settings -> {
                var changed = pool.configured(
                        settings,
                        sharedRoutesEnabled == null ? pool.sharedRoutes() : sharedRoutesEnabled,
                        deletionProtectionEnabled == null ? pool.deletionProtection() : deletionProtectionEnabled);
                return Decision.changed(PoolOutput.of(account.scope(), changed), new Change.Put(changed));
            });
        });
    }
}
