package io.posthorn.registration.identity;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Bounds what a user may be allowed. */
public record PutUserPermissionsBoundary(String userName, String permissionsBoundary) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return IdentityPolicies.bound(account, ResourceKind.USER, userName, permissionsBoundary);
    }
}
