package io.posthorn.core.operator;

import io.posthorn.core.AccountId;
import java.time.Instant;

/**
 * A key that an account signs requests with.
 *
 * @param id the access key id
 * @param secret as {@link SecretSeal} wrote it
 * @param active whether it opens anything now
 * @param description for people; may be empty
 */
public record IssuedKey(
        String id, String secret, AccountId account, boolean active, String description, Instant createdAt)
        implements OperatorResource {

    @Override
    public OperatorKind<IssuedKey> kind() {
        return OperatorKind.ACCESS_KEY;
    }

    @Override
    public String toString() {
        return "IssuedKey[id=" + id + ", secret=***, account=" + account + ", active=" + active + "]";
    }
}
