package io.posthorn.core.resource;

import java.util.Optional;

/** Where a version of a registration is in its life. */
public enum RegistrationVersionStatus {
    /** Being filled in. */
    DRAFT,
    SUBMITTED,
    REVIEWING,
    APPROVED,
    /** Taken back by its owner before the review began. */
    DISCARDED,
    DENIED,
    /** Was approved, and is no longer. */
    REVOKED,
    /** Was approved, and a later version is in its place. */
    ARCHIVED;

    /** What can happen to a version. */
    public enum Move {
        SUBMIT,
        DISCARD,
        START_REVIEW,
        APPROVE,
        DENY,
        REVOKE,
        SUPERSEDE
    }

    /** The status after {@code move}; empty where that cannot happen now. */
    public Optional<RegistrationVersionStatus> after(Move move) {
        return Optional.ofNullable(
                switch (move) {
                    case SUBMIT -> this == DRAFT ? SUBMITTED : null;
                    case DISCARD -> this == SUBMITTED ? DISCARDED : null;
                    case START_REVIEW -> this == SUBMITTED ? REVIEWING : null;
                    case APPROVE -> isUnderReview() ? APPROVED : null;
                    case DENY -> isUnderReview() ? DENIED : null;
                    case REVOKE -> this == APPROVED ? REVOKED : null;
                    case SUPERSEDE -> this == APPROVED ? ARCHIVED : null;
                });
    }

    /** Whether the version is with the reviewers. */
    public boolean isUnderReview() {
        return this == SUBMITTED || this == REVIEWING;
    }

    /** Whether the version can be followed by another: it is neither being filled in nor reviewed. */
    public boolean isSettled() {
        return this != DRAFT && !isUnderReview();
    }
}
