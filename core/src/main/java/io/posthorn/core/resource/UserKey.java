package io.posthorn.core.resource;

import java.time.Instant;

/**
 * A key that a user signs requests with.
 *
 * @param id the access key id, which says whose account it is of: {@link AccessKeyIds}
 * @param secret sealed; never shown
 * @param active whether it opens anything now
 */
public record UserKey(String id, String userName, String secret, boolean active, Instant createdAt)
        implements Resource {

    @Override
    public ResourceKind<UserKey> kind() {
        return ResourceKind.USER_KEY;
    }

    /** The same key, to be used or not. */
    public UserKey active(boolean active) {
        return new UserKey(id, userName, secret, active, createdAt);
    }

    @Override
    public String toString() {
        return "UserKey[id=" + id + ", userName=" + userName + ", secret=***, active=" + active + "]";
    }
}
