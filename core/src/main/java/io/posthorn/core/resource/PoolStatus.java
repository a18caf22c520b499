package io.posthorn.core.resource;

/** Where a pool is in its life. */
public enum PoolStatus {
    CREATING,
    ACTIVE,
    DELETING
}
