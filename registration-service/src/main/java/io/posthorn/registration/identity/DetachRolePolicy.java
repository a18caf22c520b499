package io.posthorn.registration.identity;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Takes a managed policy from a role. */
public record DetachRolePolicy(String roleName, String policyArn) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return IdentityPolicies.detach(account, ResourceKind.ROLE, roleName, policyArn);
    }
}
