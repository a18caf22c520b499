package io.posthorn.registration.configurationset;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Removes an event destination from its configuration set. */
public record DeleteEventDestination(String configurationSetName, String eventDestinationName) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return EventDestinationAnswer.given(
                account,
                configurationSetName,
                eventDestinationName,
                (set, destination) -> Decision.changed(
                        EventDestinationAnswer.of(account, set, destination), new Change.Remove(destination)));
    }
}
