package io.posthorn.gateway.access;

import io.posthorn.core.AccountId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/**
 * A key that requests are signed with.
 *
 * @param accessKeyId public part, sent with each request
 * @param secret never sent, never logged
 * @param account twelve digits: the account whose resources the key opens
 */
public record AccessKey(
        @NotBlank @Pattern(regexp = "[A-Za-z0-9_-]{3,128}") String accessKeyId,

        @NotBlank String secret,

        @NotBlank @Pattern(regexp = "[0-9]{12}") String account) {

    /** Printed in the standalone's banner and in the documentation, so it protects nothing. */
    public static final AccessKey DEVELOPMENT = new AccessKey("posthorn", "posthorn-secret", "000000000000");

    AccountId accountId() {
        return new AccountId(account);
    }

    /** Whether anybody who has read the documentation can sign with this key. */
    boolean isPublicKnowledge() {
        return secret.equals(DEVELOPMENT.secret);
    }

    @Override
    public String toString() {
        return "AccessKey[accessKeyId=" + accessKeyId + ", secret=***, account=" + account + "]";
    }
}
