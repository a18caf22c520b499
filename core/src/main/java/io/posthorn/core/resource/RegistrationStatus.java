package io.posthorn.core.resource;

/** Where a registration is in its life, so the service's user guide. */
public enum RegistrationStatus {
    /** Created and not submitted yet. */
    CREATED,
    /** Waits for its review. */
    SUBMITTED,
    REVIEWING,
    /** Approved: what is registered can be used. */
    COMPLETE,
    /** To be corrected in a new version. */
    REQUIRES_UPDATES,
    /** Over: what was registered is gone, or the registration was refused for good. It can only be deleted. */
    CLOSED,
    DELETED
}
