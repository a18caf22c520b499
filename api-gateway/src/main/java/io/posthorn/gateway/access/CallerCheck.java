package io.posthorn.gateway.access;

import io.posthorn.core.api.ProtocolError;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.signature.Credentials;
import io.posthorn.core.signature.SigV4Verifier;
import io.posthorn.core.signature.SignableRequest;
import io.posthorn.core.signature.SignatureOutcome;
import io.posthorn.gateway.operation.Caller;
import java.time.Clock;
import java.util.Set;

/** Finds out who calls: the account of the key a request is signed with, and the region the signature is scoped to. */
public final class CallerCheck {
    private final SigV4Verifier verifier;
    private final Clock clock;

    /** @param services the service names signatures may be scoped to */
    public CallerCheck(Credentials keys, Set<String> services, Clock clock) {
        this.verifier = new SigV4Verifier(keys, services);
        this.clock = clock;
    }

    /** Who calls. */
    public sealed interface Verdict {
        /**
         * Somebody we know.
         *
         * @param service the service name the signature is scoped to
         */
        record Known(Caller caller, String service) implements Verdict {}

        /** Nobody we know. */
        record Stranger(ProtocolError why) implements Verdict {}
    }

    /** Checks the signature of a request. */
    public Verdict check(SignableRequest request, Caller.Origin origin) {
        return switch (verifier.verify(request, clock.instant())) {
            case SignatureOutcome.Verified verified -> known(verified, origin);
            case SignatureOutcome.Refused(var reason, var message) ->
                new Verdict.Stranger(new ProtocolError(code(reason), message));
        };
    }

    private static Verdict known(SignatureOutcome.Verified verified, Caller.Origin origin) {
        try {
            var scope = new Scope(verified.principal().account(), verified.region());
            return new Verdict.Known(
                    new Caller(scope, verified.principal(), verified.accessKeyId(), origin), verified.service());
        } catch (IllegalArgumentException noRegion) {
            return new Verdict.Stranger(new ProtocolError(
                    ProtocolError.Code.INCOMPLETE_SIGNATURE, "Credential names a region that cannot be one"));
        }
    }

    private static ProtocolError.Code code(SignatureOutcome.Reason reason) {
        return switch (reason) {
            case MISSING_AUTHENTICATION_TOKEN -> ProtocolError.Code.MISSING_AUTHENTICATION_TOKEN;
            case INCOMPLETE_SIGNATURE -> ProtocolError.Code.INCOMPLETE_SIGNATURE;
            case UNRECOGNIZED_CLIENT -> ProtocolError.Code.UNRECOGNIZED_CLIENT;
            case EXPIRED_TOKEN -> ProtocolError.Code.EXPIRED_TOKEN;
            case INVALID_SIGNATURE -> ProtocolError.Code.INVALID_SIGNATURE;
        };
    }
}
