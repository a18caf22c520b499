package io.posthorn.registration.keyword;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.KeywordOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Keyword;
import io.posthorn.core.resource.KeywordAction;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import org.jspecify.annotations.Nullable;

/**
 * Sets a keyword of a number or pool, in the place of the one it has with the same text. Of the keywords every number
 * and pool has, only the message can be set.
 */
public record PutKeyword(
        String originationIdentity,
        String keyword,
        String keywordMessage,
        @Nullable KeywordAction keywordAction) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        if (!keyword.equals(keyword.strip())) {
            return Decision.invalid(
                    ValidationReason.INVALID_PARAMETER, "Keyword", "must not begin or end with a space");
        }
        return KeywordHolder.given(account, originationIdentity, holder -> {
            var keywords = holder.keywords();
            var action = keywordAction == null ? keywords.usualAction(keyword) : keywordAction;
            if (!keywords.mayBeSet(keyword, action)) {
                return Decision.conflict(
                        ConflictReason.RESOURCE_MODIFICATION_NOT_ALLOWED, ResourceType.KEYWORD, keyword);
            }
            if (keywords.find(account, keyword).isEmpty()
                    && keywords.countAdded(account) >= context.quotas().keywordsPerIdentity()) {
                return Decision.quotaExceeded(holder.quota());
            }
            var set = new Keyword(keywords.identityId(), keyword, keywordMessage, action);
            return Decision.changed(KeywordOutput.of(holder.arn(), set), new Change.Put(set));
        });
    }
}
