package io.posthorn.registration.identity;

import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.PolicyOutput;
import io.posthorn.core.policy.PolicyKind;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Gives a policy another document. Only the last version is kept, so the new one must be the one that holds. */
public record CreatePolicyVersion(
        String policyArn, String policyDocument, @Nullable Boolean setAsDefault) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        if (!Boolean.TRUE.equals(setAsDefault)) {
            return Decision.invalid(
                    ValidationReason.UNSPECIFIED_PARAMETER_NOT_SUPPORTED,
                    "SetAsDefault",
                    "must be true: only the last version is kept");
        }
        return Decision.given(
                account,
                ResourceKind.POLICY,
                policyArn,
                policy ->
                        IdentityPolicies.checked(IdentityPolicies.DOCUMENT, policyDocument, PolicyKind.IDENTITY, () -> {
                            var changed = policy.saying(policyDocument, context.now());
                            return Decision.changed(
                                    new Created(
                                            new Version(PolicyOutput.versionId(changed), true, changed.updatedAt())),
                                    new Change.Put(changed));
                        }));
    }

    private record Created(Version policyVersion) {}

    private record Version(String versionId, boolean isDefaultVersion, Instant createDate) {}
}
