package io.posthorn.gateway.operation;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ErrorResponse;
import java.io.IOException;
import java.io.OutputStream;

/** What an operation answers. */
public sealed interface Answer {

    /** The metric tag of an answer that is no error. */
    String OK = "ok";

    /**
     * It was done.
     *
     * @param json the output, a JSON object
     */
    record Done(String json) implements Answer {}

    /**
     * It is done while the answer is written, which is not JSON but of the type the model says.
     *
     * @param body may be long; nobody holds it in memory
     */
    record Streamed(Body body) implements Answer {}

    /** What writes an answer. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** It was refused, or could not be done. */
    record Refused(ApiError error) implements Answer {}

    /** It was refused by the owner of the resource, who has already given the error its form. */
    record Relayed(ErrorResponse error) implements Answer {}
}
