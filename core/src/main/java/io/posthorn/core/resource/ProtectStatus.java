package io.posthorn.core.resource;

/** What a protect rule does with messages to a country. */
public enum ProtectStatus {
    ALLOW,
    BLOCK,
    /** Let through, and reported. */
    MONITOR,
    /** Let through unless it looks artificial. */
    FILTER
}
