package io.posthorn.core.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signing keys, each derived from a secret for one scope. A key is kept as a {@link Mac} that is never used but copied:
 * a copy costs half of what making and keying a new one does.
 */
final class SigningKeys {
    private static final String HMAC = "HmacSHA256";

    private final ConcurrentHashMap<Scoped, Mac> kept = new ConcurrentHashMap<>();
    private final int capacity;

    private record Scoped(String secret, CredentialScope scope) {}

    /** @param capacity number of keys kept; when it is reached all are dropped, as a new day does anyway */
    SigningKeys(int capacity) {
        this.capacity = capacity;
    }

    /** A key for signing one text. */
    Mac key(String secret, CredentialScope scope) {
        var known = kept.get(new Scoped(secret, scope));
        return known == null ? derive(secret, scope) : copy(known);
    }

    /** Keeps a key for the next time. Only for scopes of verified requests, so that no stranger can fill the memory. */
    void keep(String secret, CredentialScope scope) {
        var scoped = new Scoped(secret, scope);
        if (kept.containsKey(scoped)) {
            return;
        }
        if (kept.size() >= capacity) {
            kept.clear();
        }
        kept.put(scoped, derive(secret, scope));
    }

    int size() {
        return kept.size();
    }

    private static Mac derive(String secret, CredentialScope scope) {
        var date = keyed(utf8("AWS4" + secret)).doFinal(utf8(scope.date()));
        var region = keyed(date).doFinal(utf8(scope.region()));
        var service = keyed(region).doFinal(utf8(scope.service()));
        return keyed(keyed(service).doFinal(utf8(CredentialScope.TERMINATOR)));
    }

    private static Mac keyed(byte[] key) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + HMAC, e);
        }
    }

    private static Mac copy(Mac mac) {
        try {
            return (Mac) mac.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the provider " + mac.getProvider() + " cannot copy " + HMAC, e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
