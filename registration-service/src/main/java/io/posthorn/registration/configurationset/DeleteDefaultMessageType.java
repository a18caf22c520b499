package io.posthorn.registration.configurationset;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import org.jspecify.annotations.Nullable;

/** Removes the default message type, and answers with what it was, if it was anything. */
public record DeleteDefaultMessageType(String configurationSetName) implements Request {

    private record Output(
            String configurationSetArn,
            String configurationSetName,
            @Nullable MessageType messageType) {}

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.CONFIGURATION_SET,
                configurationSetName,
                set -> Decision.changed(
                        new Output(account.arnOf(set), set.name(), set.defaultMessageType()),
                        new Change.Put(set.withDefaultMessageType(null))));
    }
}
