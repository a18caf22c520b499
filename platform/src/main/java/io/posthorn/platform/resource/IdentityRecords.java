package io.posthorn.platform.resource;

import io.posthorn.core.resource.Grants;
import io.posthorn.core.resource.Group;
import io.posthorn.core.resource.ManagedPolicy;
import io.posthorn.core.resource.Role;
import io.posthorn.core.resource.User;
import io.posthorn.core.resource.UserKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Users, groups, roles, their keys and policies as records and back. */
final class IdentityRecords {
    private IdentityRecords() {}

    static io.posthorn.schemas.User user(User user) {
        return new io.posthorn.schemas.User(
                user.name(),
                user.uniqueId(),
                user.grants().attached(),
                user.grants().inline(),
                user.grants().boundary(),
                user.groups(),
                ResourceRecords.tags(user.tags()),
                user.createdAt());
    }

    static User user(io.posthorn.schemas.User rec) {
        return new User(
                rec.getName(),
                rec.getUniqueId(),
                grants(rec.getAttachedPolicies(), rec.getInlinePolicies(), rec.getPermissionsBoundary()),
                rec.getGroups(),
                ResourceRecords.fromTags(rec.getTags()),
                rec.getCreatedAt());
    }

    static io.posthorn.schemas.Group group(Group group) {
        return new io.posthorn.schemas.Group(
                group.name(),
                group.uniqueId(),
                group.grants().attached(),
                group.grants().inline(),
                group.createdAt());
    }

    static Group group(io.posthorn.schemas.Group rec) {
        return new Group(
                rec.getName(),
                rec.getUniqueId(),
                grants(rec.getAttachedPolicies(), rec.getInlinePolicies(), null),
                rec.getCreatedAt());
    }

    static io.posthorn.schemas.Role role(Role role) {
        return new io.posthorn.schemas.Role(
                role.name(),
                role.uniqueId(),
                role.description(),
                role.trustPolicy(),
                Math.toIntExact(role.longestSession().toSeconds()),
                role.sessionKey(),
                role.grants().attached(),
                role.grants().inline(),
                role.grants().boundary(),
                ResourceRecords.tags(role.tags()),
                role.createdAt());
    }

    static Role role(io.posthorn.schemas.Role rec) {
        return new Role(
                rec.getName(),
                rec.getUniqueId(),
                rec.getDescription(),
                rec.getTrustPolicy(),
                Duration.ofSeconds(rec.getLongestSessionSeconds()),
                rec.getSessionKey(),
                grants(rec.getAttachedPolicies(), rec.getInlinePolicies(), rec.getPermissionsBoundary()),
                ResourceRecords.fromTags(rec.getTags()),
                rec.getCreatedAt());
    }

    static io.posthorn.schemas.UserKey key(UserKey key) {
        return new io.posthorn.schemas.UserKey(key.id(), key.userName(), key.secret(), key.active(), key.createdAt());
    }

    static UserKey key(io.posthorn.schemas.UserKey rec) {
        return new UserKey(rec.getId(), rec.getUserName(), rec.getSecret(), rec.getActive(), rec.getCreatedAt());
    }

    static io.posthorn.schemas.ManagedPolicy policy(ManagedPolicy policy) {
        return new io.posthorn.schemas.ManagedPolicy(
                policy.name(),
                policy.uniqueId(),
                policy.description(),
                policy.document(),
                policy.version(),
                policy.createdAt(),
                policy.updatedAt());
    }

    static ManagedPolicy policy(io.posthorn.schemas.ManagedPolicy rec) {
        return new ManagedPolicy(
                rec.getName(),
                rec.getUniqueId(),
                rec.getDescription(),
                rec.getDocument(),
                rec.getVersion(),
                rec.getCreatedAt(),
                rec.getUpdatedAt());
    }

    private static Grants grants(List<String> attached, Map<String, String> inline, @Nullable String boundary) {
        return new Grants(attached, new TreeMap<>(inline), boundary);
    }
}
