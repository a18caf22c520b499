package io.posthorn.registration.protect;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.util.stream.Stream;

/** Makes a protect configuration the account's default, in place of the one that was. */
public record SetAccountDefaultProtectConfiguration(String protectConfigurationId) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(account, ResourceKind.PROTECT_CONFIGURATION, protectConfigurationId, chosen -> {
            var replaced = account.all(ResourceKind.PROTECT_CONFIGURATION)
                    .filter(protect -> protect.accountDefault() && !protect.id().equals(chosen.id()))
                    .map(protect -> protect.asAccountDefault(false));
            var changes = Stream.concat(replaced, Stream.of(chosen.asAccountDefault(true)))
                    .<Change>map(Change.Put::new);
            return new Decision.Changed(changes.toList(), DefaultOutput.of(account, chosen));
        });
    }
}
