package io.posthorn.core.api;

/**
 * A request refused before it reached an operation. The API model does not have these errors; their names are those all
 * services of this protocol use, and clients show them by name.
 *
 * @param message one line for people
 */
public record ProtocolError(Code code, String message) {
    /**
     * What was wrong with the request, and the HTTP status it is answered with. What another caller or another
     * signature could mend is 403, because clients repair their clock on a 403 with an expired signature; the rest is
     * 400.
     */
    public enum Code {
        /** The target header names no operation of this API. */
        UNKNOWN_OPERATION("UnknownOperationException", 400),
        /** The request breaks the rules of HTTP. */
        MALFORMED_REQUEST("MalformedHttpRequestException", 400),
        /** The request is no POST. */
        METHOD_NOT_ALLOWED("MethodNotAllowedException", 405),
        /** The request did not arrive in time. */
        REQUEST_TIMEOUT("RequestTimeoutException", 408),
        /** The server failed before the request reached an operation. */
        INTERNAL_FAILURE("InternalFailure", 500),
        /** The body is not a JSON object. */
        SERIALIZATION("SerializationException", 400),
        /** The body is longer than this server reads. */
        REQUEST_TOO_LARGE("RequestEntityTooLargeException", 413),
        /** The request is not signed. */
        MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationTokenException", 403),
        /** The authorization header lacks a part or has it in the wrong form. */
        INCOMPLETE_SIGNATURE("IncompleteSignatureException", 400),
        /** The access key is not known. */
        UNRECOGNIZED_CLIENT("UnrecognizedClientException", 403),
        /** The signature is wrong, or not of this time. */
        INVALID_SIGNATURE("InvalidSignatureException", 403),
        /** The session credentials have ended. */
        EXPIRED_TOKEN("ExpiredTokenException", 403);

        private final String wireName;
        private final int httpStatus;

        Code(String wireName, int httpStatus) {
            this.wireName = wireName;
            this.httpStatus = httpStatus;
        }

        /** The error's name on the wire, without its namespace. */
        public String wireName() {
            return wireName;
        }

        public int httpStatus() {
            return httpStatus;
        }
    }
}
