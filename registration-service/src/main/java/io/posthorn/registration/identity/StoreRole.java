package io.posthorn.registration.identity;

import io.posthorn.core.api.output.RoleOutput;
import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.policy.PolicyKind;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Grants;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Role;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.tag.Tags;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates a role. The gateway has made the key that tokens of its sessions are sealed with. */
public record StoreRole(
        String roleName,
        String assumeRolePolicyDocument,
        @Nullable String description,
        @Nullable Integer maxSessionDuration,
        @Nullable String permissionsBoundary,
        @Nullable List<TagOutput> tags,
        String sealedSessionKey)
        implements Request {
    private static final Duration USUAL_SESSION = Duration.ofHours(1);

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return NewIdentities.create(
                account,
                ResourceKind.ROLE,
                roleName,
                () -> IdentityPolicies.checked(
                        "AssumeRolePolicyDocument",
                        assumeRolePolicyDocument,
                        PolicyKind.TRUST,
                        () -> IdentityPolicies.bounded(
                                account,
                                Grants.NONE,
                                permissionsBoundary,
                                grants -> Tags.ofNew(tags, context, labels -> {
                                    var role = new Role(
                                            roleName,
                                            NewIdentities.uniqueId("AROA", context),
                                            description == null ? "" : description,
                                            assumeRolePolicyDocument,
                                            maxSessionDuration == null
                                                    ? USUAL_SESSION
                                                    : Duration.ofSeconds(maxSessionDuration),
                                            sealedSessionKey,
                                            grants,
                                            labels,
                                            context.now());
                                    return Decision.changed(
                                            new Created(RoleOutput.of(account, role)), new Change.Put(role));
                                }))));
    }

    private record Created(RoleOutput role) {}

    @Override
    public String toString() {
        return "StoreRole[roleName=" + roleName + "]";
    }
}
