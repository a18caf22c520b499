package io.posthorn.core.resource;

import java.time.Instant;

/**
 * A policy that can be attached to many.
 *
 * @param name unique in the account
 * @param description for people; may be empty
 * @param version counted from one; only the last is kept
 */
public record ManagedPolicy(
        String name,
        String uniqueId,
        String description,
        String document,
        int version,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    @Override
    public ResourceKind<ManagedPolicy> kind() {
        return ResourceKind.POLICY;
    }

    @Override
    public String id() {
        return name;
    }

    /** The next version. */
    public ManagedPolicy saying(String document, Instant now) {
        return new ManagedPolicy(name, uniqueId, description, document, version + 1, createdAt, now);
    }
}
