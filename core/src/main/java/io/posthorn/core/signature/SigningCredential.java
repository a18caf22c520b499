package io.posthorn.core.signature;

import io.posthorn.core.AccountId;
import io.posthorn.core.policy.Principal;

/**
 * What the server knows about an access key.
 *
 * @param secret the secret access key; never shown
 * @param principal who signs with it
 */
public record SigningCredential(String secret, Principal principal) {

    /** A key of the account itself. */
    public SigningCredential(String secret, AccountId account) {
        this(secret, new Principal.Root(account));
    }

    @Override
    public String toString() {
        return "SigningCredential[principal=" + principal.arn() + "]";
    }
}
