package io.posthorn.routing.keyword;

import org.jspecify.annotations.Nullable;

/**
 * What a message that came in does.
 *
 * @param keyword the one it begins with, as it was set; empty where it begins with none
 * @param change what it changes about the opt-out list
 * @param answer what is sent back, if anything is
 * @param isPublished whether the account is told
 */
record Reaction(String keyword, Change change, @Nullable String answer, boolean isPublished) {

    /** What happens to the writer's place on the opt-out list. */
    enum Change {
        NONE,
        OPT_OUT,
        OPT_IN
    }
}
