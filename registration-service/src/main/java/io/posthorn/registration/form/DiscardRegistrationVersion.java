package io.posthorn.registration.form;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.output.RegistrationVersionOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.RegistrationVersionStatus.Move;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/**
 * Takes the newest version back that was submitted and is not being reviewed yet. The next version begins with its
 * values.
 */
public record DiscardRegistrationVersion(String registrationId) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Forms.given(
                account,
                registrationId,
                (registration, version) -> version.status()
                        .after(Move.DISCARD)
                        .map(discarded -> {
                            var changed = version.inStatus(discarded, context.now());
                            return Decision.changed(
                                    RegistrationVersionOutput.of(account.scope(), registration, changed),
                                    new Change.Put(changed),
                                    new Change.Put(registration.inStatus(Forms.settled(registration))));
                        })
                        .orElseGet(() -> Decision.conflict(
                                ConflictReason.DISCARD_REGISTRATION_VERSION_NOT_ALLOWED, registration)));
    }
}
