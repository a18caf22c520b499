package io.posthorn.gateway.read;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.VerifiedDestinationNumberOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.VerificationStatus;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import tools.jackson.databind.node.ObjectNode;

/** DescribeVerifiedDestinationNumbers: requests may name destinations by their number, too. */
final class VerifiedDestinationRead implements Read {
    private static final String IDS = "VerifiedDestinationNumberIds";
    private static final String NUMBERS = "DestinationPhoneNumbers";

    private static final Describe<VerifiedDestinationNumber> BY_ID = new Describe<>(
            ResourceKind.VERIFIED_DESTINATION_NUMBER,
            ResourceType.VERIFIED_DESTINATION_NUMBER,
            IDS,
            "VerifiedDestinationNumbers",
            // No destination belongs to an agent for rich messages: there are none.
            new Filters<VerifiedDestinationNumber>()
                    .constant("status", VerificationStatus.class, VerifiedDestinationNumber::status)
                    .text("rcs-agent-id", destination -> null),
            (account, destination) -> VerifiedDestinationNumberOutput.of(account.scope(), destination));

    @Override
    public Object answer(Operation operation, AccountResources account, ObjectNode input) throws RefusedException {
        var byId = input.deepCopy();
        var ids = byId.putArray(IDS);
        Question.strings(input, IDS).forEach(ids::add);
        for (var number : Question.strings(input, NUMBERS)) {
            ids.add(PhoneNumber.parse(number)
                    .flatMap(account::findVerifiedDestination)
                    .map(VerifiedDestinationNumber::id)
                    .orElseThrow(() -> new RefusedException(
                            new ApiError.ResourceNotFound(ResourceType.VERIFIED_DESTINATION_NUMBER, number))));
        }
        return BY_ID.answer(operation, account, byId);
    }
}
