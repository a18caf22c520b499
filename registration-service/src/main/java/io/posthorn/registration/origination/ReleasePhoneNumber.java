package io.posthorn.registration.origination;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.output.PhoneNumberOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Keywords;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.form.Associations;
import java.util.ArrayList;

/** Gives a number back with its keywords, for good: nobody gets the same number again. */
public record ReleasePhoneNumber(String phoneNumberId) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(account, ResourceKind.PHONE_NUMBER, phoneNumberId, number -> {
            if (number.poolId() != null) {
                return Decision.conflict(ConflictReason.PHONE_NUMBER_ASSOCIATED_TO_POOL, number);
            }
            if (number.deletionProtection()) {
                return Decision.conflict(ConflictReason.DELETION_PROTECTION_ENABLED, number);
            }
            var changes = new ArrayList<Change>();
            Keywords.of(number).added(account).forEach(keyword -> changes.add(new Change.Remove(keyword)));
            changes.add(new Change.Remove(number));
            changes.addAll(Associations.givenBack(account, number));
            return new Decision.Changed(
                    changes, PhoneNumberOutput.of(account.scope(), number.inStatus(NumberStatus.DELETED)));
        });
    }
}
