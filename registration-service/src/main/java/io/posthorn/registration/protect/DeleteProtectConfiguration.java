package io.posthorn.registration.protect;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.output.ProtectConfigurationOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Deletes a protect configuration that is neither protected nor in use. */
public record DeleteProtectConfiguration(String protectConfigurationId) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(account, ResourceKind.PROTECT_CONFIGURATION, protectConfigurationId, present -> {
            if (present.deletionProtection()) {
                return Decision.conflict(ConflictReason.DELETION_PROTECTION_ENABLED, present);
            }
            if (present.accountDefault()) {
                return Decision.conflict(ConflictReason.PROTECT_CONFIGURATION_IS_ACCOUNT_DEFAULT, present);
            }
            if (account.all(ResourceKind.CONFIGURATION_SET)
                    .anyMatch(set -> present.id().equals(set.protectConfigurationId()))) {
                return Decision.conflict(
                        ConflictReason.PROTECT_CONFIGURATION_ASSOCIATED_WITH_CONFIGURATION_SET, present);
            }
            return Decision.changed(
                    ProtectConfigurationOutput.of(account.scope(), present), new Change.Remove(present));
        });
    }
}
