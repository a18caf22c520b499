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

/** Forgets a destination, so that another can take its place; not on the day it was named. */
public record DeleteVerifiedDestinationNumber(String verifiedDestinationNumberId) implements Request {
    /** The service's user guide; otherwise the number of destinations would be no limit. */
    private static final Duration SHORTEST_STAY = Duration.ofHours(24);

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.VERIFIED_DESTINATION_NUMBER,
                verifiedDestinationNumberId,
                destination -> context.now().isBefore(destination.createdAt().plus(SHORTEST_STAY))
                        ? Decision.conflict(ConflictReason.RESOURCE_DELETION_NOT_ALLOWED, destination)
                        : Decision.changed(
                                VerifiedDestinationNumberOutput.of(account.scope(), destination),
                                new Change.Remove(destination)));
    }
}
