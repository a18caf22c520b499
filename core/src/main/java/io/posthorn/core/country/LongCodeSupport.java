package io.posthorn.core.country;

/** What long codes can do with SMS in a country. */
public enum LongCodeSupport {
    NOT_SUPPORTED,
    SUPPORTED,
    /** They receive, so that people can opt out of what a sender id sends them, but never send. */
    INBOUND_ONLY
}
