package io.posthorn.registration.configurationset;

import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.EventDestinationOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Decision;
import java.util.function.BiFunction;

/** What the operations on event destinations answer with. */
record EventDestinationAnswer(
        String configurationSetArn, String configurationSetName, EventDestinationOutput eventDestination) {

    static EventDestinationAnswer of(AccountResources account, ConfigurationSet set, EventDestination destination) {
        return new EventDestinationAnswer(account.arnOf(set), set.name(), EventDestinationOutput.of(destination));
    }

    /** Goes on with a destination and the set it belongs to, or refuses because one of them is not there. */
    static Decision given(
            AccountResources account,
            String configurationSet,
            String destination,
            BiFunction<ConfigurationSet, EventDestination, Decision> decide) {
        return Decision.given(
                account,
                ResourceKind.CONFIGURATION_SET,
                configurationSet,
                set -> account.find(ResourceKind.EVENT_DESTINATION, EventDestination.idPrefix(set.name()) + destination)
                        .map(found -> decide.apply(set, found))
                        .orElseGet(() -> Decision.notFound(ResourceType.EVENT_DESTINATION, destination)));
    }
}
