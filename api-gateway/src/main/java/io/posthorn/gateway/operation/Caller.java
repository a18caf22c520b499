package io.posthorn.gateway.operation;

import io.posthorn.core.policy.Principal;
import io.posthorn.core.resource.Scope;

/**
 * Who asks, and for what account and region.
 *
 * @param scope of the resources the request is about
 * @param accessKeyId of the key that proves who asks; empty where no key was needed
 */
public record Caller(Scope scope, Principal principal, String accessKeyId, Origin origin) {

    /**
     * Where a request comes from.
     *
     * @param address of the client
     * @param userAgent what the client says of itself; may be empty
     * @param secure whether it came over TLS
     */
    public record Origin(String address, String userAgent, boolean secure) {
        /** Of requests that came from nowhere. */
        public static final Origin INSIDE = new Origin("", "", false);
    }

    /** The account itself, with no key that would prove it. */
    public static Caller root(Scope scope) {
        return new Caller(scope, new Principal.Root(scope.account()), "", Origin.INSIDE);
    }
}
