package io.posthorn.registration.keyword;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.KeywordOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Removes a keyword of a number or pool, unless it is one that every number and pool must have. */
public record DeleteKeyword(String originationIdentity, String keyword) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return KeywordHolder.given(account, originationIdentity, holder -> {
            if (holder.keywords().isMandatory(keyword)) {
                return Decision.conflict(ConflictReason.RESOURCE_DELETION_NOT_ALLOWED, ResourceType.KEYWORD, keyword);
            }
            return holder.keywords()
                    .find(account, keyword)
                    .map(known -> Decision.changed(KeywordOutput.of(holder.arn(), known), new Change.Remove(known)))
                    .orElseGet(() -> Decision.notFound(ResourceType.KEYWORD, keyword));
        });
    }
}
