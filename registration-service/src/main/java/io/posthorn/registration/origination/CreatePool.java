package io.posthorn.registration.origination;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.output.PoolOutput;
import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Keyword;
import io.posthorn.core.resource.Keywords;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.tag.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates a pool with its first member and that member's settings and keywords. Deletion protection is not taken over.
 */
public record CreatePool(
        String originationIdentity,
        @Nullable String isoCountryCode,
        MessageType messageType,
        @Nullable Boolean deletionProtectionEnabled,
        @Nullable List<TagOutput> tags)
        implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return PoolMembership.givenIdentity(account, originationIdentity, isoCountryCode, member -> {
            var obstacle = PoolMembership.obstacle(member);
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
            if (!member.isFor(messageType)) {
                return Decision.conflict(ConflictReason.MESSAGE_TYPE_MISMATCH, member.resource());
            }
            if (account.count(ResourceKind.POOL) >= context.quotas().pools()) {
                return Decision.quotaExceeded(QuotaReason.POOLS_PER_ACCOUNT);
            }
            return Tags.ofNew(tags, context, read -> {
                var pool = new Pool(
                        "pool-" + context.ids().hex(),
                        PoolStatus.ACTIVE,
                        member.settings(messageType),
                        false,
                        Boolean.TRUE.equals(deletionProtectionEnabled),
                        List.of(member.resource().id()),
                        read,
                        context.now());
                var changes = new ArrayList<Change>();
                changes.add(new Change.Put(member.inPool(pool.id())));
                changes.add(new Change.Put(pool));
                keywords(account, member).forEach(keyword -> changes.add(new Change.Put(keyword.on(pool.id()))));
                return new Decision.Changed(changes, PoolOutput.of(account.scope(), pool));
            });
        });
    }

    private static Stream<Keyword> keywords(AccountResources account, PoolMember member) {
        return switch (member) {
            case PoolMember.OfNumber of -> Keywords.of(of.number()).added(account);
            case PoolMember.OfSenderId ignored -> Stream.empty();
        };
    }
}
