package io.posthorn.registration.optout;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.output.OptOutListOutput;
import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.tag.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates an empty opt-out list. */
public record CreateOptOutList(
        String optOutListName, @Nullable List<TagOutput> tags) implements Request {
    /** Serials begin at 0, which is the incarnation of lists that never had another. */
    private static final long AFTER_THE_FIRST = 1;

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        var known = account.find(ResourceKind.OPT_OUT_LIST, optOutListName);
        if (known.isPresent()) {
            return Decision.conflict(ConflictReason.RESOURCE_ALREADY_EXISTS, known.get());
        }
        if (account.count(ResourceKind.OPT_OUT_LIST) >= context.quotas().optOutLists()) {
            return Decision.quotaExceeded(QuotaReason.OPT_OUT_LISTS_PER_ACCOUNT);
        }
        return Tags.ofNew(tags, context, read -> {
            var list = new OptOutList(
                    optOutListName, read, context.now(), context.ids().serial() + AFTER_THE_FIRST);
            return Decision.changed(OptOutListOutput.of(account.scope(), list), new Change.Put(list));
        });
    }
}
