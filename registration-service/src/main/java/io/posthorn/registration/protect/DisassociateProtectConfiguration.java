package io.posthorn.registration.protect;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Ends the association of a protect configuration with a configuration set. */
public record DisassociateProtectConfiguration(String protectConfigurationId, String configurationSetName)
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
                        set -> protect.id().equals(set.protectConfigurationId())
                                ? Decision.changed(
                                        AssociationOutput.of(account, set, protect),
                                        new Change.Put(set.protectedBy(null)))
                                : Decision.conflict(
                                        ConflictReason.PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET,
                                        protect)));
    }
}
