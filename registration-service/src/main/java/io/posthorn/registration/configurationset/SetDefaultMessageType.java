package io.posthorn.registration.configurationset;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Sets the message type of sends that use the set and name none. */
public record SetDefaultMessageType(String configurationSetName, MessageType messageType) implements Request {

    private record Output(String configurationSetArn, String configurationSetName, MessageType messageType) {}

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.CONFIGURATION_SET,
                configurationSetName,
                set -> Decision.changed(
                        new Output(account.arnOf(set), set.name(), messageType),
                        new Change.Put(set.withDefaultMessageType(messageType))));
    }
}
