package io.posthorn.core.signature;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a signature covers of an HTTP request.
 *
 * @param rawPath as on the request line, still percent-encoded; empty means {@code /}
 * @param rawQuery behind the question mark, still percent-encoded; empty when there is none
 * @param body whole; its position and limit are left as they are
 */
public record SignableRequest(String method, String rawPath, String rawQuery, Headers headers, ByteBuffer body) {
    /** Finds the headers of a request. */
    @FunctionalInterface
    public interface Headers {
        /**
         * All values of a header in the order of the request; empty when it has none.
         *
         * @param lowerCaseName compared without regard to case
         */
        List<String> values(String lowerCaseName);
    }

    @Override
    public String toString() {
        return method + " " + rawPath + " (" + body.remaining() + " bytes)";
    }
}
