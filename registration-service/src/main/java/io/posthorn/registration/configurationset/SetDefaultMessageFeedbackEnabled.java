package io.posthorn.registration.configurationset;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Sets whether sends that use the set and do not say expect message feedback. */
public record SetDefaultMessageFeedbackEnabled(String configurationSetName, boolean messageFeedbackEnabled)
        implements Request {

    private record Output(String configurationSetArn, String configurationSetName, boolean messageFeedbackEnabled) {}

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.CONFIGURATION_SET,
                configurationSetName,
                set -> Decision.changed(
                        new Output(account.arnOf(set), set.name(), messageFeedbackEnabled),
                        new Change.Put(set.withDefaultMessageFeedback(messageFeedbackEnabled))));
    }
}
