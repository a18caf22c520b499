package io.posthorn.core.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What somebody may be for a time.
 *
 * @param name unique in the account
 * @param description for people; may be empty
 * @param trustPolicy says who may take it on
 * @param longestSession one to twelve hours
 * @param sessionKey what tokens of its sessions are sealed with, itself sealed; never shown
 */
public record Role(
        String name,
        String uniqueId,
        String description,
        String trustPolicy,
        Duration longestSession,
        String sessionKey,
        Grants grants,
        List<Tag> tags,
        Instant createdAt)
        implements Identity {
    public Role {
        tags = List.copyOf(tags);
    }

    @Override
    public ResourceKind<Role> kind() {
        return ResourceKind.ROLE;
    }

    @Override
    public Role granted(Grants grants) {
        return new Role(name, uniqueId, description, trustPolicy, longestSession, sessionKey, grants, tags, createdAt);
    }

    /** The same role for others to take on. */
    public Role trusting(String trustPolicy) {
        return new Role(name, uniqueId, description, trustPolicy, longestSession, sessionKey, grants, tags, createdAt);
    }

    /** The same role with other tags. */
    public Role tagged(List<Tag> tags) {
        return new Role(name, uniqueId, description, trustPolicy, longestSession, sessionKey, grants, tags, createdAt);
    }

    @Override
    public String toString() {
        return "Role[name=" + name + ", uniqueId=" + uniqueId + "]";
    }
}
