package io.posthorn.registration.configurationset;

import io.posthorn.core.api.output.ConfigurationSetOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.util.stream.Stream;

/** Deletes a configuration set together with its event destinations. */
public record DeleteConfigurationSet(String configurationSetName) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(account, ResourceKind.CONFIGURATION_SET, configurationSetName, set -> {
            var destinations = ConfigurationSetOutput.destinations(account, set.name());
            var changes =
                    Stream.<Change>concat(destinations.map(Change.Remove::new), Stream.of(new Change.Remove(set)));
            return new Decision.Changed(changes.toList(), ConfigurationSetOutput.of(account, set));
        });
    }
}
