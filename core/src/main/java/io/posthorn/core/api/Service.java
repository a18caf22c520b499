package io.posthorn.core.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an installation serves an operation.
 *
 * @param by who answers it
 * @param audited whether each call belongs into an audit record
 * @param routes its places in the REST interface, the preferred one first; none where it has no place there
 * @param takes media type of what a request carries beside its input; null where the input is all
 * @param gives media type of the answer; null where it is the output in JSON
 */
public record Service(
        Kind kind,
        By by,
        boolean audited,
        List<RestRoute> routes,
        @Nullable String takes,
        @Nullable String gives) {
    public Service {
        routes = List.copyOf(routes);
    }

    /** What an operation works on, which says how long its answer takes. */
    public enum Kind {
        /** Hands a message to the pipeline. */
        SEND,
        /** Answers from what a gateway knows. */
        READ,
        /** Asks the owner of a resource to change it. */
        WRITE
    }

    /** Who answers an operation. */
    public enum By {
        /** The gateway itself. */
        GATEWAY,
        /** The registration-service, by a command keyed by the account. */
        REGISTRATION,
        /** The opt-out-service, by a command keyed by the recipient. */
        OPT_OUT,
        /** The event-dispatcher, by a question keyed by the message. */
        HISTORY,
        /** The operator's stage. */
        OPERATOR
    }
}
