package io.posthorn.registration.identity;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Takes the bound of a role away. */
public record DeleteRolePermissionsBoundary(String roleName) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return IdentityPolicies.unbound(account, ResourceKind.ROLE, roleName);
    }
}
