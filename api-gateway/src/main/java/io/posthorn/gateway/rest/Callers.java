package io.posthorn.gateway.rest;

import io.posthorn.gateway.operation.Caller;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out who calls a REST interface. Asked before the body is read. */
@FunctionalInterface
public interface Callers {

    /**
     * Looks at the headers of a request.
     *
     * @param headers finds one by its name, in any case; null where it is not there
     */
    Verdict check(Function<String, @Nullable String> headers, Caller.Origin origin);

    /** Who calls. */
    sealed interface Verdict {
        /** Somebody we know. */
        record Known(Caller caller) implements Verdict {}

        /**
         * Nobody we know.
         *
         * @param why for people
         */
        record Stranger(String why) implements Verdict {}

        /**
         * A header cannot be right, whoever calls.
         *
         * @param rule what it must be
         */
        record Malformed(String header, String rule) implements Verdict {}
    }
}
