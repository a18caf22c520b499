package io.posthorn.core.resource;

/** Whether a destination is known to belong to the account. */
public enum VerificationStatus {
    PENDING,
    VERIFIED
}
