package io.posthorn.core.policy;

/** What a policy is attached to, which says what its statements must name. */
public enum PolicyKind {
    /** To whoever calls: names resources and no principal. Boundaries and policies of sessions are of this kind too. */
    IDENTITY,
    /** To a role: names who may take it on and no resource. */
    TRUST
}
