package io.posthorn.registration.protect;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Makes a protect configuration apply to sends that use a configuration set, in place of the one that did. */
public record AssociateProtectConfiguration(String protectConfigurationId, String configurationSetName)
        implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.PROTECT_CONFIGURATION,
                protectConfigurationId,
                protect -> Decision.given(
                        account,
                        ResourceKind.CONFIGURATION_SET,
                        configurationSetName,
                        set -> Decision.changed(
                                AssociationOutput.of(account, set, protect),
                                new Change.Put(set.protectedBy(protect.id())))));
    }
}
