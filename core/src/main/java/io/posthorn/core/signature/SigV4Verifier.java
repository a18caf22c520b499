package io.posthorn.core.signature;

import io.posthorn.core.signature.SignatureOutcome.Reason;
import io.posthorn.core.signature.SignatureOutcome.Refused;
import io.posthorn.core.signature.SignatureOutcome.Verified;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Verifies Signature Version 4 in the authorization header. Safe for use by many threads.
 *
 * <p>The body is always hashed here, because not every client sends a hash; a hash that is sent must be right, unless
 * it is the literal by which a client leaves the body out. The header that dispatches a request must be signed, and so
 * must the host and, where there is one, the session token.
 */
public final class SigV4Verifier {
    /** How far the clock of a client may be off, either way; the same as at AWS. */
    public static final Duration MAX_SKEW = Duration.ofMinutes(5);

    private static final int KEPT_KEYS = 1_000;
    private static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
    private static final String HOST = "host";
    private static final String TARGET = "x-amz-target";
    private static final String TOKEN = "x-amz-security-token";

    /** What a signature in the query brings along. */
    private static final String QUERY_SIGNATURE = "X-Amz-Signature=";

    private final Credentials credentials;
    private final Set<String> services;
    private final SigningKeys keys;

    /**
     * @param credentials asked for every request
     * @param services the service names a credential may be scoped to
     */
    public SigV4Verifier(Credentials credentials, Set<String> services) {
        this(credentials, services, new SigningKeys(KEPT_KEYS));
    }

    SigV4Verifier(Credentials credentials, Set<String> services, SigningKeys keys) {
        this.credentials = credentials;
        this.services = Set.copyOf(services);
        this.keys = keys;
    }

    /** Verifies a request that arrived at that time. */
    public SignatureOutcome verify(SignableRequest request, Instant now) {
        var headers = request.headers().values("authorization");
        if (headers.isEmpty()) {
            return new Refused(
                    Reason.MISSING_AUTHENTICATION_TOKEN,
                    request.rawQuery().contains(QUERY_SIGNATURE)
                            ? "Missing Authentication Token: signatures are taken in the header Authorization only, not"
                                    + " in the query"
                            : "Missing Authentication Token");
        }
        try {
            if (headers.size() > 1) {
                throw new AuthorizationHeader.MalformedException("Authorization must be sent once");
            }
            var authorization = AuthorizationHeader.parse(headers.getFirst().strip());
            return verify(request, authorization, RequestTime.of(request.headers()), now);
        } catch (AuthorizationHeader.MalformedException e) {
            return new Refused(Reason.INCOMPLETE_SIGNATURE, String.valueOf(e.getMessage()));
        }
    }

    private SignatureOutcome verify(
            SignableRequest request, AuthorizationHeader authorization, RequestTime time, Instant now) {
        var scope = authorization.scope();
        if (!services.contains(scope.service())) {
            return invalid("Credential should be scoped to correct service: " + String.join(" or ", services));
        }
        if (!scope.date().equals(time.date())) {
            return invalid("Date in Credential scope does not match the date of the request: '" + scope.date()
                    + "' != '" + time.date() + "'");
        }
        if (time.instant().isBefore(now.minus(MAX_SKEW))) {
            return invalid("Signature expired: " + time + " is now earlier than " + RequestTime.of(now.minus(MAX_SKEW))
                    + " (" + RequestTime.of(now) + " - 5 min.)");
        }
        if (time.instant().isAfter(now.plus(MAX_SKEW))) {
            return invalid("Signature not yet current: " + time + " is still later than "
                    + RequestTime.of(now.plus(MAX_SKEW)) + " (" + RequestTime.of(now) + " + 5 min.)");
        }
        var signed = authorization.signedHeaders();
        if (!signed.contains(HOST)) {
            return invalid("'" + HOST + "' must be a signed header");
        }
        for (var header : List.of(TARGET, TOKEN)) {
            if (!signed.contains(header) && !request.headers().values(header).isEmpty()) {
                return invalid("'" + header + "' must be a signed header");
            }
        }
        var tokens = request.headers().values(TOKEN);
        var token = tokens.isEmpty() ? null : tokens.getFirst().strip();
        return switch (credentials.find(authorization.accessKeyId(), token, now)) {
            case Credentials.Found.Known(var credential) -> verify(request, authorization, time, credential);
            case Credentials.Found.Unknown() ->
                new Refused(Reason.UNRECOGNIZED_CLIENT, "The access key id in the request is not known");
            case Credentials.Found.OtherToken() ->
                new Refused(Reason.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid");
            case Credentials.Found.Expired() ->
                new Refused(Reason.EXPIRED_TOKEN, "The security token included in the request is expired");
        };
    }

    private SignatureOutcome verify(
            SignableRequest request,
            AuthorizationHeader authorization,
            RequestTime time,
            SigningCredential credential) {
        var sha256 = SigningKeys.sha256();
        sha256.update(request.body().duplicate());
        var payloadHash = HexFormat.of().formatHex(sha256.digest());
        var sentHashes = request.headers().values("x-amz-content-sha256");
        if (!sentHashes.isEmpty()) {
            var sent = sentHashes.getFirst().strip();
            if (sent.equals(UNSIGNED_PAYLOAD)) {
                payloadHash = UNSIGNED_PAYLOAD;
            } else if (!sent.equals(payloadHash)) {
                return invalid("x-amz-content-sha256 is not the hash of the body");
            }
        }
        var signed = authorization.signedHeaders();
        var values = new ArrayList<List<String>>(signed.size());
        for (var name : signed) {
            var sent = request.headers().values(name);
            if (sent.isEmpty()) {
                return invalid("'" + name + "' is a signed header but was not sent");
            }
            values.add(sent);
        }
        var scope = authorization.scope();
        var canonical = CanonicalRequest.of(
                request.method(), request.rawPath(), request.rawQuery(), signed, values, payloadHash);
        var expected = keys.key(credential.secret(), scope)
                .doFinal(SigningKeys.utf8(StringToSign.of(time, scope, canonical, sha256)));
        if (!MessageDigest.isEqual(expected, authorization.signatureBytes())) {
            return invalid(
                    "The signature does not match the request: check the secret access key and the signing method");
        }
        keys.keep(credential.secret(), scope);
        return new Verified(authorization.accessKeyId(), credential.principal(), scope.region(), scope.service());
    }

    private static Refused invalid(String message) {
        return new Refused(Reason.INVALID_SIGNATURE, message);
    }
}
