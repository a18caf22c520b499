package io.posthorn.registration.identity;

import io.posthorn.core.api.output.PolicyOutput;
import io.posthorn.core.policy.PolicyKind;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ManagedPolicy;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import org.jspecify.annotations.Nullable;

/** Creates a policy that can be attached to many. */
public record CreatePolicy(
        String policyName, String policyDocument, @Nullable String description) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return NewIdentities.create(
                account,
                ResourceKind.POLICY,
                policyName,
                () -> IdentityPolicies.checked(IdentityPolicies.DOCUMENT, policyDocument, PolicyKind.IDENTITY, () -> {
                    var policy = new ManagedPolicy(
                            policyName,
                            NewIdentities.uniqueId("ANPA", context),
                            description == null ? "" : description,
                            policyDocument,
                            1,
                            context.now(),
                            context.now());
                    return Decision.changed(new Created(PolicyOutput.of(account, policy, 0)), new Change.Put(policy));
                }));
    }

    private record Created(PolicyOutput policy) {}
}
