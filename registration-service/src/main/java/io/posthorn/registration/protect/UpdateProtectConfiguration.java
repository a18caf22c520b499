package io.posthorn.registration.protect;

import io.posthorn.core.api.output.ProtectConfigurationOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import org.jspecify.annotations.Nullable;

/** Turns the deletion protection of a protect configuration on or off. */
public record UpdateProtectConfiguration(
        String protectConfigurationId, @Nullable Boolean deletionProtectionEnabled) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(account, ResourceKind.PROTECT_CONFIGURATION, protectConfigurationId, present -> {
            var changed = deletionProtectionEnabled == null
                    ? present
                    : present.withDeletionProtection(deletionProtectionEnabled);
            return Decision.changed(ProtectConfigurationOutput.of(account.scope(), changed), new Change.Put(changed));
        });
    }
}
