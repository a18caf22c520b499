package io.posthorn.registration.identity;

import io.posthorn.core.policy.PolicyKind;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;

/** Says who may take on a role. Sessions that have begun go on. */
public record UpdateAssumeRolePolicy(String roleName, String policyDocument) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.ROLE,
                roleName,
                role -> IdentityPolicies.checked(
                        IdentityPolicies.DOCUMENT,
                        policyDocument,
                        PolicyKind.TRUST,
                        () -> Decision.changed(new Nothing(), new Change.Put(role.trusting(policyDocument)))));
    }
}
