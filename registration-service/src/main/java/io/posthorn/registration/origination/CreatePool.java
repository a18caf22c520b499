package io.posthorn.registration.origination;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.output.PoolOutput;
import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.tag.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates a pool with its first member and that member's settings. Deletion protection is not taken over. */
public record CreatePool(
        String originationIdentity,
        @Nullable String isoCountryCode,
        MessageType messageType,
        @Nullable Boolean deletionProtectionEnabled,
        @Nullable List<TagOutput> tags)
        implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return PoolMembership.givenIdentity(account, originationIdentity, isoCountryCode, number -> {
            var obstacle = PoolMembership.obstacle(number);
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
            if (number.settings().messageType() != messageType) {
                return Decision.conflict(ConflictReason.MESSAGE_TYPE_MISMATCH, number);
            }
            if (account.count(ResourceKind.POOL) >= context.quotas().pools()) {
                return Decision.quotaExceeded(QuotaReason.POOLS_PER_ACCOUNT);
            }
            return Tags.ofNew(tags, context, read -> {
                var pool = new Pool(
                        "pool-" + context.ids().hex(),
                        PoolStatus.ACTIVE,
                        number.settings(),
                        false,
                        Boolean.TRUE.equals(deletionProtectionEnabled),
                        List.of(number.id()),
                        read,
                        context.now());
                return Decision.changed(
                        PoolOutput.of(account.scope(), pool),
                        new Change.Put(number.inPool(pool.id())),
                        new Change.Put(pool));
            });
        });
    }
}
