package io.posthorn.registration.identity;

import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.api.output.UserOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Grants;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.User;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.tag.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates a user, who may do nothing yet. */
public record CreateUser(
        String userName,
        @Nullable String permissionsBoundary,
        @Nullable List<TagOutput> tags) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return NewIdentities.create(
                account,
                ResourceKind.USER,
                userName,
                () -> IdentityPolicies.bounded(
                        account,
                        Grants.NONE,
                        permissionsBoundary,
                        grants -> Tags.ofNew(tags, context, labels -> {
                            var user = new User(
                                    userName,
                                    NewIdentities.uniqueId("AIDA", context),
                                    grants,
                                    List.of(),
                                    labels,
                                    context.now());
                            return Decision.changed(new Created(UserOutput.of(account, user)), new Change.Put(user));
                        })));
    }

    private record Created(UserOutput user) {}
}
