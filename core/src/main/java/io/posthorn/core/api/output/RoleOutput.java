package io.posthorn.core.api.output;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A role, without the key of its sessions. */
public record RoleOutput(
        String path,
        String roleName,
        String roleId,
        String arn,
        Instant createDate,
        String assumeRolePolicyDocument,
        String description,
        long maxSessionDuration,
        @Nullable BoundaryOutput permissionsBoundary,
        List<TagOutput> tags) {

    public static RoleOutput of(AccountResources account, Role role) {
        return new RoleOutput(
                "/",
                role.name(),
                role.uniqueId(),
                account.arnOf(role),
                role.createdAt(),
                role.trustPolicy(),
                role.description(),
                role.longestSession().toSeconds(),
                BoundaryOutput.of(role.grants().boundary()),
                TagOutput.of(role.tags()));
    }
}
