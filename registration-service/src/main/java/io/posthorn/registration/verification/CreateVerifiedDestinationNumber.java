package io.posthorn.registration.verification;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.api.output.VerifiedDestinationNumberOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.VerificationStatus;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.tag.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names a destination that is to be verified. */
public record CreateVerifiedDestinationNumber(
        String destinationPhoneNumber,
        @Nullable String rcsAgentId,
        @Nullable List<TagOutput> tags) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        var number = PhoneNumber.parse(destinationPhoneNumber);
        if (number.isEmpty()) {
            return Decision.invalid(
                    ValidationReason.INVALID_PARAMETER, "DestinationPhoneNumber", "must be a number in E.164 form");
        }
        if (rcsAgentId != null) {
            return Decision.notFound(ResourceType.RCS_AGENT, rcsAgentId);
        }
        var known = account.findVerifiedDestination(number.get());
        if (known.isPresent()) {
            return Decision.conflict(ConflictReason.RESOURCE_ALREADY_EXISTS, known.get());
        }
        if (account.count(ResourceKind.VERIFIED_DESTINATION_NUMBER)
                >= context.quotas().verifiedDestinationNumbers()) {
            return Decision.quotaExceeded(QuotaReason.VERIFIED_DESTINATION_NUMBERS_PER_ACCOUNT);
        }
        return Tags.ofNew(tags, context, read -> {
            var destination = new VerifiedDestinationNumber(
                    "verified-" + context.ids().hex(),
                    number.get(),
                    VerificationStatus.PENDING,
                    null,
                    List.of(),
                    read,
                    context.now());
            return Decision.changed(
                    VerifiedDestinationNumberOutput.of(account.scope(), destination), new Change.Put(destination));
        });
    }
}
