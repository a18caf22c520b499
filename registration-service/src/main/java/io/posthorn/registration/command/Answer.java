package io.posthorn.registration.command;

import io.posthorn.core.api.ApiError;
import java.util.List;

/** What a command comes to. */
sealed interface Answer {

    /**
     * Carried out.
     *
     * @param changes to be made
     * @param body the output as JSON
     */
    record Accepted(List<Change> changes, String body) implements Answer {
        public Accepted {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Carried out before, under the same idempotency token.
     *
     * @param change leaves everything as it is, but is written behind the changes made then: whoever waits until it has
     *     seen it has seen them
     * @param body the output of that time as JSON
     */
    record Repeated(Change change, String body) implements Answer {}

    /** Not carried out. */
    record Refused(ApiError error) implements Answer {}
}
