package io.posthorn.registration.verification;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.VerifiedDestinationNumberOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.util.List;

/**
 * Tells the code that was sent to a destination, which shows that it belongs to the account. After {@value #TRIES}
 * wrong codes only a new one helps.
 */
public record VerifyDestinationNumber(String verifiedDestinationNumberId, String verificationCode) implements Request {
    /** With six digits and some five codes a day, whoever guesses needs decades. */
    static final int TRIES = 5;

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account, ResourceKind.VERIFIED_DESTINATION_NUMBER, verifiedDestinationNumberId, destination -> {
                    if (destination.isVerified()) {
                        return Decision.conflict(ConflictReason.VERIFICATION_ALREADY_COMPLETE, destination);
                    }
                    var code = destination.code();
                    if (code == null || !context.now().isBefore(code.validUntil()) || code.wrongTries() >= TRIES) {
                        return Decision.conflict(ConflictReason.VERIFICATION_CODE_EXPIRED, destination);
                    }
                    if (!code.digits().equals(verificationCode)) {
                        return mismatch(destination.afterWrongTry(code));
                    }
                    var verified = destination.verified();
                    return Decision.changed(
                            VerifiedDestinationNumberOutput.of(account.scope(), verified), new Change.Put(verified));
                });
    }

    private static Decision mismatch(VerifiedDestinationNumber destination) {
        return new Decision.Refused(
                new ApiError.Validation(
                        ValidationReason.VERIFICATION_CODE_MISMATCH,
                        List.of(new ApiError.Field("VerificationCode", "is not the code that was sent")),
                        ""),
                List.of(new Change.Put(destination)));
    }
}
