package io.posthorn.core.resource;

import java.time.Instant;

/**
 * The remembered answer to a request made with an idempotency token, so that a retry gets the same answer.
 *
 * @param token as the client chose it
 * @param operation the operation first called with it
 * @param fingerprint hash of that request's input
 * @param output the answer, as JSON
 * @param expiresAt when it is forgotten
 */
public record ClientToken(String token, String operation, String fingerprint, String output, Instant expiresAt)
        implements Resource {

    @Override
    public ResourceKind<ClientToken> kind() {
        return ResourceKind.CLIENT_TOKEN;
    }

    @Override
    public String id() {
        return token;
    }
}
