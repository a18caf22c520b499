package io.posthorn.platform.trace;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the spans of this process go. */
public interface Tracing extends AutoCloseable {
    /** W3C trace context: the header of requests and records. */
    String HEADER = "traceparent";

    /** Traces nothing. */
    Tracing OFF = new Tracing() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public <E extends Exception, F extends Exception> void request(
                String name, Function<String, @Nullable String> header, Request<E, F> request) throws E, F {
            request.answer();
        }

        @Override
        public StageTrace stage(String name) {
            return StageTrace.OFF;
        }
    };

    /** Whether anything is traced. */
    default boolean isOn() {
        return true;
    }

    /** A request that can be answered. */
    @FunctionalInterface
    interface Request<E extends Exception, F extends Exception> {
        /** Answers it and returns the status, as in HTTP. */
        int answer() throws E, F;
    }

    /**
     * Answers a request within a span. Records that are written meanwhile by this thread continue its trace.
     *
     * @param name what is asked for, one of few
     * @param header of the request, by name; null where there is none
     */
    <E extends Exception, F extends Exception> void request(
            String name, Function<String, @Nullable String> header, Request<E, F> request) throws E, F;

    /** The spans of one thread of a stage. */
    StageTrace stage(String name);

    /** Sends off what is left. */
    @Override
    default void close() {}
}
