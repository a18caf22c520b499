package io.posthorn.registration.identity;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Gives a group a managed policy; one that is there already stays. */
public record AttachGroupPolicy(String groupName, String policyArn) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return IdentityPolicies.attach(account, ResourceKind.GROUP, groupName, policyArn);
    }
}
