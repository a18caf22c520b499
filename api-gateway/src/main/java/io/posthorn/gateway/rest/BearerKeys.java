package io.posthorn.gateway.rest;

import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.access.AccessKeys;
import io.posthorn.gateway.operation.Caller;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Knows callers by {@code Authorization: Bearer <access key id>.<secret>}: the keys requests to the wire API are signed
 * with. The region comes in a header of its own.
 */
public final class BearerKeys implements Callers {
    /** Names the region whose resources a request is for. */
    public static final String REGION = "Posthorn-Region";

    /** Carries the session token of temporary credentials. */
    public static final String TOKEN = "Posthorn-Session-Token";

    private static final String SCHEME = "Bearer ";

    private final AccessKeys keys;
    private final String defaultRegion;
    private final Clock clock;

    /** @param defaultRegion of requests that name none */
    public BearerKeys(AccessKeys keys, String defaultRegion, Clock clock) {
        this.keys = keys;
        this.defaultRegion = defaultRegion;
        this.clock = clock;
    }

    @Override
    public Verdict check(Function<String, @Nullable String> headers, Caller.Origin origin) {
        var authorization = headers.apply("Authorization");
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new Verdict.Stranger("the header Authorization must be: Bearer <access key id>.<secret>");
        }
        var holder =
                keys.holderOf(authorization.substring(SCHEME.length()).strip(), headers.apply(TOKEN), clock.instant());
        if (holder.isEmpty()) {
            return new Verdict.Stranger("the header Authorization carries no API key that is known here");
        }
        var region = headers.apply(REGION);
        try {
            var principal = holder.get().principal();
            var scope = new Scope(principal.account(), region == null ? defaultRegion : region);
            return new Verdict.Known(new Caller(scope, principal, holder.get().accessKeyId(), origin));
        } catch (IllegalArgumentException noRegion) {
            return new Verdict.Malformed(REGION, "must be the name of a region, such as us-east-1");
        }
    }
}
