package io.posthorn.core.api.output;

import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool with every member that some answer shows. */
public record PoolOutput(
        String poolArn,
        String poolId,
        PoolStatus status,
        MessageType messageType,
        boolean twoWayEnabled,
        @Nullable String twoWayChannelArn,
        @Nullable String twoWayChannelRole,
        boolean selfManagedOptOutsEnabled,
        String optOutListName,
        boolean sharedRoutesEnabled,
        boolean deletionProtectionEnabled,
        List<TagOutput> tags,
        Instant createdTimestamp) {

    public static PoolOutput of(Scope scope, Pool pool) {
        var settings = pool.settings();
        return new PoolOutput(
                pool.in(scope).arn(),
                pool.id(),
                pool.status(),
                settings.messageType(),
                settings.twoWay().enabled(),
                settings.twoWay().channelArn(),
                settings.twoWay().channelRole(),
                settings.selfManagedOptOuts(),
                settings.optOutListName(),
                pool.sharedRoutes(),
                pool.deletionProtection(),
                TagOutput.of(pool.tags()),
                pool.createdAt());
    }
}
