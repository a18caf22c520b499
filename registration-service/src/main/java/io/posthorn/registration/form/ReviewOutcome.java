package io.posthorn.registration.form;

/** What reviewers decide about a version. */
public enum ReviewOutcome {
    /** Somebody is looking at it; its owner can no longer take it back. */
    START_REVIEW,
    /** It is in force from now on. */
    APPROVE,
    /** It has to be corrected; its owner can submit another version. */
    REQUIRE_UPDATES,
    /** It is refused for good. A registration that was never in force is over. */
    DENY,
    /** It was approved and is no longer in force. */
    REVOKE
}
