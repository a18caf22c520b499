package io.posthorn.core.policy;

/** What a statement does where it applies. */
enum Effect {
    ALLOW,
    DENY
}
