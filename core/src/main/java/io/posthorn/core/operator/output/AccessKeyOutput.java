package io.posthorn.core.operator.output;

import io.posthorn.core.operator.IssuedKey;
import java.time.Instant;

/** An access key, without its secret. */
public record AccessKeyOutput(
        String accessKeyId, String accountId, String status, String description, Instant createdTimestamp) {
    public static final String ACTIVE = "ACTIVE";
    private static final String INACTIVE = "INACTIVE";

    public static AccessKeyOutput of(IssuedKey key) {
        return new AccessKeyOutput(
                key.id(), key.account().value(), key.active() ? ACTIVE : INACTIVE, key.description(), key.createdAt());
    }
}
