package io.posthorn.registration.verification;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.output.VerifiedDestinationNumberOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.time.Duration;

/** Forgets a destination, so that another can take its place; not soon after it was named. */
public record DeleteVerifiedDestinationNumber(String verifiedDestinationNumberId) implements Request {
    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        var shortestStay = Duration.ofHours(context.quotas().verifiedDestinationHours());
        return Decision.given(
                account,
                ResourceKind.VERIFIED_DESTINATION_NUMBER,
                verifiedDestinationNumberId,
                destination -> context.now().isBefore(destination.createdAt().plus(shortestStay))
                        ? Decision.conflict(ConflictReason.RESOURCE_DELETION_NOT_ALLOWED, destination)
                        : Decision.changed(
                                VerifiedDestinationNumberOutput.of(account.scope(), destination),
                                new Change.Remove(destination)));
    }
}
