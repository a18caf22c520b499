package io.posthorn.gateway.rest;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.access.AccessKeys;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Knows callers by {@code Authorization: Bearer <access key id>.<secret>}: the keys requests to the wire API are signed
 * with. The region comes in a header of its own.
 */
public final class BearerKeys implements Callers {
    /** Names the region whose resources a request is for. */
    public static final String REGION = "Posthorn-Region";

    private static final String SCHEME = "Bearer ";

    private final AccessKeys keys;
    private final String defaultRegion;

    /** @param defaultRegion of requests that name none */
    public BearerKeys(AccessKeys keys, String defaultRegion) {
        this.keys = keys;
        this.defaultRegion = defaultRegion;
    }

    @Override
    public Verdict check(Function<String, @Nullable String> headers) {
        var authorization = headers.apply("Authorization");
        if (authorization == null) {
            return new Verdict.Stranger("the header Authorization is missing");
        }
        var account = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? keys.accountOf(authorization.substring(SCHEME.length()).strip())
                : Optional.<AccountId>empty();
        if (account.isEmpty()) {
            return new Verdict.Stranger("the header Authorization carries no API key that is known here");
        }
        var region = headers.apply(REGION);
        try {
            return new Verdict.Known(new Scope(account.get(), region == null ? defaultRegion : region));
        } catch (IllegalArgumentException noRegion) {
            return new Verdict.Malformed(REGION, "must be the name of a region, such as us-east-1");
        }
    }
}
