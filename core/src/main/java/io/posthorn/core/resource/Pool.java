package io.posthorn.core.resource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Origination identities with the same settings; a send that names the pool gets one of them.
 *
 * @param id {@code pool-} and 32 hex digits
 * @param members ids of its origination identities, in the order they joined
 */
public record Pool(
        String id,
        PoolStatus status,
        IdentitySettings settings,
        boolean sharedRoutes,
        boolean deletionProtection,
        List<String> members,
        List<Tag> tags,
        Instant createdAt)
        implements Resource {

    public Pool {
        members = List.copyOf(members);
        tags = List.copyOf(tags);
    }

    @Override
    public ResourceKind<Pool> kind() {
        return ResourceKind.POOL;
    }

    /** The same pool with one member more. */
    public Pool with(String member) {
        var more = new ArrayList<>(members);
        more.add(member);
        return withMembers(more);
    }

    /** The same pool without {@code member}. */
    public Pool without(String member) {
        return withMembers(members.stream().filter(each -> !each.equals(member)).toList());
    }

    /** The same pool with other settings. */
    public Pool configured(IdentitySettings settings, boolean sharedRoutes, boolean deletionProtection) {
        return new Pool(id, status, settings, sharedRoutes, deletionProtection, members, tags, createdAt);
    }

    /** The same pool in another part of its life. */
    public Pool inStatus(PoolStatus status) {
        return new Pool(id, status, settings, sharedRoutes, deletionProtection, members, tags, createdAt);
    }

    /** The same pool with other tags. */
    public Pool tagged(List<Tag> tags) {
        return new Pool(id, status, settings, sharedRoutes, deletionProtection, members, tags, createdAt);
    }

    private Pool withMembers(List<String> others) {
        return new Pool(id, status, settings, sharedRoutes, deletionProtection, others, tags, createdAt);
    }
}
