package io.posthorn.core.signature;

import io.posthorn.core.policy.Principal;

/** Whether a request is what its signer signed. */
public sealed interface SignatureOutcome {
    /**
     * The signature is right.
     *
     * @param region of the credential scope, the only place where a request names one; lower-case letters, digits,
     *     hyphens
     */
    record Verified(String accessKeyId, Principal principal, String region, String service)
            implements SignatureOutcome {}

    /**
     * Nobody is authenticated.
     *
     * @param message one line for the caller, without anything secret
     */
    record Refused(Reason reason, String message) implements SignatureOutcome {}

    /** Why a signature was refused. */
    enum Reason {
        /** No authorization header; signatures in the query are not taken. */
        MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationTokenException"),
        /** The authorization header or the date has not the form it must have. */
        INCOMPLETE_SIGNATURE("IncompleteSignatureException"),
        /** The access key is not known, or the session token is not the one that goes with it. */
        UNRECOGNIZED_CLIENT("UnrecognizedClientException"),
        /** The credentials were temporary, and their time is over. */
        EXPIRED_TOKEN("ExpiredTokenException"),
        /** Another secret, another request, another scope, or another time. */
        INVALID_SIGNATURE("InvalidSignatureException");

        private final String errorName;

        Reason(String errorName) {
            this.errorName = errorName;
        }

        /** The error's name on the wire, without its namespace. */
        public String errorName() {
            return errorName;
        }
    }
}
