package io.posthorn.core.resource;

/** What a number can carry. */
public enum Capability {
    SMS,
    VOICE,
    MMS
}
