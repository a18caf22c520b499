package io.posthorn.core.api.output;

import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.VerificationStatus;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import java.time.Instant;
import java.util.List;

/** A verified destination number with every member that some answer shows. */
public record VerifiedDestinationNumberOutput(
        String verifiedDestinationNumberArn,
        String verifiedDestinationNumberId,
        String destinationPhoneNumber,
        VerificationStatus status,
        List<TagOutput> tags,
        Instant createdTimestamp) {

    public static VerifiedDestinationNumberOutput of(Scope scope, VerifiedDestinationNumber destination) {
        return new VerifiedDestinationNumberOutput(
                destination.in(scope).arn(),
                destination.id(),
                destination.number().value(),
                destination.status(),
                TagOutput.of(destination.tags()),
                destination.createdAt());
    }
}
