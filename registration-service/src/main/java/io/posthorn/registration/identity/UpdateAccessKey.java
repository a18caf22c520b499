package io.posthorn.registration.identity;

import io.posthorn.core.api.output.UserKeyOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;

/** Switches a key of a user on or off. */
public record UpdateAccessKey(String userName, String accessKeyId, String status) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return UserKeys.given(
                account,
                userName,
                accessKeyId,
                key -> Decision.changed(
                        new Nothing(), new Change.Put(key.active(status.equals(UserKeyOutput.ACTIVE)))));
    }
}
