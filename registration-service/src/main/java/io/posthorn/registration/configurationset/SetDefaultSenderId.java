package io.posthorn.registration.configurationset;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Sets the sender id of sends that use the set and name no origination identity; it need not exist yet. */
public record SetDefaultSenderId(String configurationSetName, String senderId) implements Request {

    private record Output(String configurationSetArn, String configurationSetName, String senderId) {}

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.CONFIGURATION_SET,
                configurationSetName,
                set -> Decision.changed(
                        new Output(account.arnOf(set), set.name(), senderId),
                        new Change.Put(set.withDefaultSenderId(senderId))));
    }
}
