package io.posthorn.registration.identity;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;

/** Deletes a key of a user. */
public record DeleteAccessKey(String userName, String accessKeyId) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return UserKeys.given(
                account, userName, accessKeyId, key -> Decision.changed(new Nothing(), new Change.Remove(key)));
    }
}
