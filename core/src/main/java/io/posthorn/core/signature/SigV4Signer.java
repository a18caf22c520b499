package io.posthorn.core.signature;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Signs requests for our own tools and tests, as the SDKs do. Safe for use by many threads. */
public final class SigV4Signer {
    private static final int KEPT_KEYS = 8;

    private final String accessKeyId;
    private final String secret;
    private final String region;
    private final String service;
    private final SigningKeys keys = new SigningKeys(KEPT_KEYS);

    public SigV4Signer(String accessKeyId, String secret, String region, String service) {
        this.accessKeyId = accessKeyId;
        this.secret = secret;
        this.region = region;
        this.service = service;
    }

    /**
     * The two headers to add to the request, {@code X-Amz-Date} and {@code Authorization}.
     *
     * @param headers all of them are signed; {@code host} must be among them
     * @param now the time written into the signature, to the second
     */
    public Map<String, String> sign(
            String method, String rawPath, String rawQuery, Map<String, String> headers, ByteBuffer body, Instant now) {
        var time = RequestTime.of(now);
        var signed = new TreeMap<String, String>();
        headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value));
        signed.put("x-amz-date", time.text());
        if (!signed.containsKey("host")) {
            throw new IllegalArgumentException("the host header must be signed");
        }
        var names = List.copyOf(signed.keySet());
        var values = signed.values().stream().map(List::of).toList();
        var scope = new CredentialScope(time.date(), region, service);
        var sha256 = SigningKeys.sha256();
        sha256.update(body.duplicate());
        var canonical = CanonicalRequest.of(
                method, rawPath, rawQuery, names, values, HexFormat.of().formatHex(sha256.digest()));
        keys.keep(secret, scope);
        var signature =
                keys.key(secret, scope).doFinal(SigningKeys.utf8(StringToSign.of(time, scope, canonical, sha256)));
        var authorization = new StringBuilder(AuthorizationHeader.ALGORITHM)
                .append(" Credential=")
                .append(accessKeyId)
                .append('/')
                .append(scope)
                .append(", SignedHeaders=");
        CanonicalRequest.appendJoined(authorization, names);
        authorization.append(", Signature=").append(HexFormat.of().formatHex(signature));
        return Map.of("X-Amz-Date", time.text(), "Authorization", authorization.toString());
    }
}
