package io.posthorn.core.signature;

import io.posthorn.core.AccountId;

/**
 * What the server knows about an access key.
 *
 * @param secret the secret access key; never shown
 * @param account whose requests the key signs
 */
public record SigningCredential(String secret, AccountId account) {
    @Override
    public String toString() {
        return "SigningCredential[account=" + account + "]";
    }
}
