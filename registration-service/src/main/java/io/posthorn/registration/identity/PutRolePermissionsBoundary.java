package io.posthorn.registration.identity;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Bounds what a role may be allowed. */
public record PutRolePermissionsBoundary(String roleName, String permissionsBoundary) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return IdentityPolicies.bound(account, ResourceKind.ROLE, roleName, permissionsBoundary);
    }
}
