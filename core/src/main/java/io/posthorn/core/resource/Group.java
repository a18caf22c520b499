package io.posthorn.core.resource;

import java.time.Instant;

/**
 * Policies that users have together.
 *
 * @param name unique in the account
 */
public record Group(String name, String uniqueId, Grants grants, Instant createdAt) implements Identity {

    @Override
    public ResourceKind<Group> kind() {
        return ResourceKind.GROUP;
    }

    @Override
    public Group granted(Grants grants) {
        return new Group(name, uniqueId, grants, createdAt);
    }
}
