package io.posthorn.registration.identity;

import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.tag.Tags;
import java.util.List;

/** Labels a user, or gives labels it has new values. */
public record TagUser(String userName, List<TagOutput> tags) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.USER,
                userName,
                user -> Tags.added(
                        user.tags(),
                        tags,
                        context,
                        together -> Decision.changed(new Nothing(), new Change.Put(user.tagged(together)))));
    }
}
