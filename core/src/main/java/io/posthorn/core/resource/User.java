package io.posthorn.core.resource;

import java.time.Instant;
import java.util.List;

/**
 * A person or a program that has access keys of its own.
 *
 * @param name unique in the account
 * @param groups names of the groups it is in
 */
public record User(String name, String uniqueId, Grants grants, List<String> groups, List<Tag> tags, Instant createdAt)
        implements Identity {
    public User {
        groups = List.copyOf(groups);
        tags = List.copyOf(tags);
    }

    @Override
    public ResourceKind<User> kind() {
        return ResourceKind.USER;
    }

    @Override
    public User granted(Grants grants) {
        return new User(name, uniqueId, grants, groups, tags, createdAt);
    }

    /** The same user in other groups. */
    public User in(List<String> groups) {
        return new User(name, uniqueId, grants, groups, tags, createdAt);
    }

    /** The same user with other tags. */
    public User tagged(List<Tag> tags) {
        return new User(name, uniqueId, grants, groups, tags, createdAt);
    }
}
