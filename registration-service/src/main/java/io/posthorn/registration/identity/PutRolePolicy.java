package io.posthorn.registration.identity;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Writes a policy that belongs to a role alone, in place of the one of that name. */
public record PutRolePolicy(String roleName, String policyName, String policyDocument) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return IdentityPolicies.put(account, ResourceKind.ROLE, roleName, policyName, policyDocument);
    }
}
