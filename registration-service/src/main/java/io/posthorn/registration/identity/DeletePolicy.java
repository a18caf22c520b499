package io.posthorn.registration.identity;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;

/** Deletes a policy that nobody has any more. */
public record DeletePolicy(String policyArn) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.POLICY,
                policyArn,
                policy -> IdentityPolicies.isUsed(account, account.arnOf(policy))
                        ? Decision.conflict(ConflictReason.RESOURCE_NOT_EMPTY, policy)
                        : Decision.changed(new Nothing(), new Change.Remove(policy)));
    }
}
