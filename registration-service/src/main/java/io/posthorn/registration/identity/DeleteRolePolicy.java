package io.posthorn.registration.identity;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Deletes a policy that belongs to a role alone. */
public record DeleteRolePolicy(String roleName, String policyName) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return IdentityPolicies.delete(account, ResourceKind.ROLE, roleName, policyName);
    }
}
