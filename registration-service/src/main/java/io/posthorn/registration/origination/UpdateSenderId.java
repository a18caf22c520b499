package io.posthorn.registration.origination;

import io.posthorn.core.api.output.SenderIdOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import org.jspecify.annotations.Nullable;

/** Guards a sender id against release, or no longer. */
public record UpdateSenderId(
        String senderId, String isoCountryCode, @Nullable Boolean deletionProtectionEnabled) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return LeasedSenderIds.given(account, senderId, isoCountryCode, leased -> {
            var changed = deletionProtectionEnabled == null
                    ? leased
                    : leased.withDeletionProtection(deletionProtectionEnabled);
            return Decision.changed(SenderIdOutput.of(account.scope(), changed), new Change.Put(changed));
        });
    }
}
