package io.posthorn.registration.origination;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.output.SenderIdOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.form.Associations;
import java.util.ArrayList;

/** Gives a sender id back. */
public record ReleaseSenderId(String senderId, String isoCountryCode) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return LeasedSenderIds.given(account, senderId, isoCountryCode, leased -> {
            if (leased.poolId() != null) {
                return Decision.conflict(ConflictReason.SENDER_ID_ASSOCIATED_TO_POOL, leased);
            }
            if (leased.deletionProtection()) {
                return Decision.conflict(ConflictReason.DELETION_PROTECTION_ENABLED, leased);
            }
            var changes = new ArrayList<Change>();
            changes.add(new Change.Remove(leased));
            changes.addAll(Associations.givenBack(account, leased));
            return new Decision.Changed(changes, SenderIdOutput.of(account.scope(), leased));
        });
    }
}
