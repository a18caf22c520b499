package io.posthorn.core.resource;

/** Where a phone number is in its life. */
public enum NumberStatus {
    PENDING,
    ACTIVE,
    ASSOCIATING,
    DISASSOCIATING,
    DELETED
}
