package io.posthorn.core.api.output;

import io.posthorn.core.resource.UserKey;
import java.time.Instant;

/** An access key of a user, without its secret. */
public record UserKeyOutput(String userName, String accessKeyId, String status, Instant createDate) {
    /** How a key is called that opens something; any other is inactive. */
    public static final String ACTIVE = "Active";

    public static UserKeyOutput of(UserKey key) {
        return new UserKeyOutput(key.userName(), key.id(), key.active() ? ACTIVE : "Inactive", key.createdAt());
    }
}
