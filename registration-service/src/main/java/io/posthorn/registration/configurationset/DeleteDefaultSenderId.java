package io.posthorn.registration.configurationset;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import org.jspecify.annotations.Nullable;

/** Removes the default sender id, and answers with what it was, if it was anything. */
public record DeleteDefaultSenderId(String configurationSetName) implements Request {

    private record Output(
            String configurationSetArn,
            String configurationSetName,
            @Nullable String senderId) {}

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.CONFIGURATION_SET,
                configurationSetName,
                set -> Decision.changed(
                        new Output(account.arnOf(set), set.name(), set.defaultSenderId()),
                        new Change.Put(set.withDefaultSenderId(null))));
    }
}
