package io.posthorn.registration.command;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.operator.NumberWish;
import io.posthorn.core.send.SendOrder;
import java.util.List;

/** What a command comes to. */
sealed interface Answer {

    /**
     * Carried out.
     *
     * @param changes to be made
     * @param body the output as JSON
     * @param sends messages to be sent
     */
    record Accepted(List<Change> changes, String body, List<SendOrder> sends) implements Answer {
        public Accepted {
            changes = List.copyOf(changes);
            sends = List.copyOf(sends);
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

    /** Not decided yet: first the inventory has to say which number there is. */
    record Asked(NumberWish wish) implements Answer {}

    /**
     * Not carried out.
     *
     * @param changes what is noted about the attempt nevertheless
     */
    record Refused(ApiError error, List<Change> changes) implements Answer {
        public Refused {
            changes = List.copyOf(changes);
        }

        Refused(ApiError error) {
            this(error, List.of());
        }
    }
}
