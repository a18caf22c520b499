package io.posthorn.registration.protect;

import io.posthorn.core.api.ResourceType;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ProtectConfiguration;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Leaves the account without a default protect configuration; the configuration itself stays. */
public record DeleteAccountDefaultProtectConfiguration() implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return account.all(ResourceKind.PROTECT_CONFIGURATION)
                .filter(ProtectConfiguration::accountDefault)
                .findFirst()
                .map(protect -> Decision.changed(
                        DefaultOutput.of(account, protect), new Change.Put(protect.asAccountDefault(false))))
                .orElseGet(() -> Decision.notFound(ResourceType.PROTECT_CONFIGURATION, "account-default"));
    }
}
